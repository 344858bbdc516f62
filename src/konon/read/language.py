"""Text -> the tag of the pack that reads it."""

from functools import lru_cache
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from konon.packs import NO_LANGUAGE, Packs

_SAMPLE = 3000
_MALAY_ENDINGS = (".my", ".bn", "bernama")


@lru_cache(maxsize=1)
def _identifier() -> Any:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def nearest_language(text: str, packs: Packs) -> str:
    """The tag of the pack whose language a text is likest to, however little it is."""
    guess, _ = find_language(text, "", packs)
    if guess != NO_LANGUAGE:
        return guess
    sample = " ".join(text[:_SAMPLE].split())
    ranked = _identifier().rank(sample)
    return next((tag for tag, _ in ranked if tag in packs.readable()), "en")


def find_language(text: str, outlet: str, packs: Packs) -> tuple[str, str]:
    """The pack's tag, or `und`, and the language that the text seems to be in.

    Malay and Indonesian are too alike to tell by letters: the outlet decides.
    """
    sample = " ".join(text[:_SAMPLE].split())
    guess, _ = _identifier().classify(sample)
    if guess == "ms" and not outlet.casefold().endswith(_MALAY_ENDINGS):
        guess = "id"
    return (guess if guess in packs.readable() else NO_LANGUAGE), guess
