from django.apps import AppConfig


class ProgramConfig(AppConfig):
    name = "program"

    def ready(self) -> None:
        from program import menus, personal, revision

        revision.connect()
        menus.register()
        personal.declare_all()
