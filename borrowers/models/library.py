"""What the bank changed about its methods library and talk guides; without a row they are as they ship."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from borrowers.enums import Method
from borrowers.enums.plans import Talk


class BankMethod(models.Model):
    """The bank's own words for a method (本行战法), in the language that the bank writes."""

    key = models.CharField(_("method"), max_length=20, choices=Method, unique=True)
    when = models.TextField(_("when to use it"), max_length=600)
    how = models.TextField(_("how it is done"), max_length=600)
    evidence = models.TextField(_("evidence it leaves"), max_length=600)
    needs_review = models.BooleanField(_("needs a legal review"), default=False)
    is_offered = models.BooleanField(_("may be chosen in plans"), default=True)

    class Meta:
        ordering = ["key"]
        verbose_name = _("method of the library")

    def __str__(self) -> str:
        return self.key


class BankTalk(models.Model):
    """The bank's own talk guide (本行话术), one line a sentence.

    What may never be said comes in addition to what ships: nobody talks a limit of the law away.
    """

    key = models.CharField(_("talk guide"), max_length=20, choices=Talk, unique=True)
    find_out = models.TextField(_("what to find out"), max_length=1000)
    may_say = models.TextField(_("what may be said"), max_length=1000)
    never_say = models.TextField(_("what may never be said"), max_length=1000, blank=True, default="")

    class Meta:
        ordering = ["key"]
        verbose_name = _("talk guide")

    def __str__(self) -> str:
        return self.key
