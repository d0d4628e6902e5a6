"""What the search keeps: the words of each page, the words it knows, and what staff tell it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page

from pages.search.stems import content_words, plain_words, stems_of_words

LONGEST_STEM = 64  # letters; what is longer is no word
LONGEST_PHRASE = 6  # words
LANGUAGE_LENGTH = Locale._meta.get_field("language_code").max_length


class IndexedWord(models.Model):
    """A stem that a published page holds, and how much it says about the page. Made by `pages.search.indexing`."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", db_index=False)
    language = models.CharField(max_length=LANGUAGE_LENGTH)
    stem = models.CharField(max_length=LONGEST_STEM)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "stem"], name="indexed_word_once_a_page")]
        # The best pages of a stem stand first in it: `pages.search.held` reads no further than it needs.
        indexes = [models.Index(fields=["language", "stem", "-weight", "page"], name="indexed_word_by_stem")]

    def __str__(self):
        return self.stem


class KnownWord(models.Model):
    """A word that stands on some page or among the words of staff, for suggestions and for Russian in Latin letters."""

    language = models.CharField(max_length=LANGUAGE_LENGTH)
    word = models.CharField(max_length=LONGEST_STEM)  # folded
    spelling = models.CharField(max_length=LONGEST_STEM)
    stem = models.CharField(max_length=LONGEST_STEM)
    initial = models.CharField(max_length=1)
    length = models.PositiveSmallIntegerField()
    sounds = models.CharField(max_length=LONGEST_STEM, blank=True)  # of Russian: `pages.search.transliteration`

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "word"], name="known_word_once_a_language")]
        indexes = [
            models.Index(fields=["language", "initial", "length"], name="known_word_by_initial"),
            models.Index(fields=["language", "sounds"], name="known_word_by_sounds"),
            models.Index(fields=["language", "stem"], name="known_word_by_stem"),
        ]

    def __str__(self):
        return self.spelling


NAMED_BY = 4  # of the words of a set


class WordsOfStaff(models.Model):
    """Words and short phrases, one a line. Their stems are kept, so that a search need not make them."""

    LEAST_LINES = 1

    words = models.TextField(
        _("words"), max_length=4000, help_text=_("Each word or short phrase in a line of its own.")
    )
    stems = models.JSONField(default=list, editable=False)

    class Meta:
        abstract = True

    def __str__(self):
        """The first of them, by which staff know the set."""
        return ", ".join(self.phrases[:NAMED_BY]) + (" …" if len(self.phrases) > NAMED_BY else "")

    def save(self, *args, **kwargs):
        plain = [plain_words(phrase, self.language) for phrase in self.phrases]
        # Somebody leaves the small words of a phrase out; one word alone could then be another.
        shorter = [content for words in plain if len(content := content_words(words, self.language)) > 1]
        self.stems = [stems_of_words(words, self.language) for words in (*plain, *shorter) if words]
        super().save(*args, **kwargs)

    @property
    def phrases(self):
        """The lines, without empty ones."""
        return [phrase for line in self.words.splitlines() if (phrase := " ".join(line.split()))]

    def clean(self):
        super().clean()
        if len(self.phrases) < self.LEAST_LINES:
            raise ValidationError({"words": _("Write at least two words or phrases, each in a line of its own.")})
        for phrase in self.phrases:
            if not 1 <= len(plain_words(phrase, self.language)) <= LONGEST_PHRASE:
                message = _("“%(phrase)s” is no word and no short phrase. Each stands in a line of its own.")
                raise ValidationError({"words": message % {"phrase": phrase}})


class SynonymSet(WordsOfStaff):
    """Words of one language that mean the same to somebody who searches: whoever asks for one finds the others."""

    LEAST_LINES = 2

    locale = models.ForeignKey(
        Locale,
        verbose_name=_("language"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("In which language of the site these words are searched for."),
    )

    class Meta:
        verbose_name = _("words that mean the same")
        verbose_name_plural = _("words that mean the same")
        ordering = ["locale_id", "pk"]

    @property
    def language(self):
        return self.locale.language_code if self.locale_id else ""


class BestBet(WordsOfStaff):
    """A page that stands first whenever somebody searches for certain words, also if it does not hold them."""

    page = models.ForeignKey(
        Page,
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("It stands first for these words in its own language, while it is published."),
    )

    class Meta:
        verbose_name = _("first answer")
        verbose_name_plural = _("first answers")
        ordering = ["page__locale_id", "pk"]

    @property
    def language(self):
        return self.page.locale.language_code if self.page_id else ""
