"""Which branch a word of the list means."""

from django.db.models import Q

from campaign.models import Branch, Campaign


class Places:
    """The branches of a campaign by name and code; a row without one belongs to the branch of the import."""

    def __init__(self, campaign: Campaign, branch: Branch) -> None:
        self._default = branch
        taking_part = Q(path__startswith=campaign.branch.path) | Q(campaigns=campaign)
        branches = Branch.objects.filter(taking_part).distinct()
        self._by_word = {word: one for one in branches for word in (one.name, one.code)}

    def of(self, word: str) -> Branch | None:
        """The branch that the word names; None for a word that names none of the campaign's."""
        return self._by_word.get(word) if word else self._default
