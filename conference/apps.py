from django.apps import AppConfig


class ConferenceConfig(AppConfig):
    name = "conference"

    def ready(self) -> None:
        from conference import registration

        registration.register_all()
