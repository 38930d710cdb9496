"""Mail by SMTP."""

from smtplib import SMTPException

from django.core.mail.backends.smtp import EmailBackend


class SmtpBackend(EmailBackend):
    """Whatever is wrong with the server shows as ConnectionError, which Wagtail logs without losing what it saves."""

    def open(self) -> bool | None:
        try:
            return super().open()
        except (SMTPException, OSError) as error:
            raise ConnectionError(f"The mail server {self.host}:{self.port} does not take mail: {error}") from error
