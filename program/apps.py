from django.apps import AppConfig


class ProgramConfig(AppConfig):
    name = "program"

    def ready(self) -> None:
        from program import personal, registration, revision

        revision.connect()
        registration.register_all()
        personal.declare_all()
