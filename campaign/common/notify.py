"""The one way a message leaves the product. Messages carry no personal data of borrowers."""

from django.conf import settings
from django.core.mail import EmailMessage


def send_mail(*, to: str, subject: str, body: str) -> None:
    """Sends one mail; raises SMTPException or OSError, which the task that sends retries."""
    EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [to]).send()
