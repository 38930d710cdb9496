"""Ask the system checks of wellread.settings; only those, for all the others take a second."""

from django.core.checks import CheckMessage, registry


def settings_messages() -> list[CheckMessage]:
    """Return what the checks say of the environment, by their ids."""
    checks = [check for check in registry.registry.get_checks() if check.__module__ == "wellread.settings.checks"]
    messages = [message for check in checks for message in check(app_configs=None, databases=None)]
    return sorted(messages, key=lambda message: str(message.id))
