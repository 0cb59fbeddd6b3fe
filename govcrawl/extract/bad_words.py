"""Words of gambling, pornography and sham sales in a text, left out where the sentence fights what it names."""

import re

import ahocorasick

from govcrawl.extract.text import narrow, squeeze
from govcrawl.extract.wordlist import any_of, load_words

_DATA = load_words("tampering")["words"]
_STRONG = frozenset(word.lower() for word in _DATA["strong"])
_HONEST = re.compile(any_of(_DATA["honest"]))
_AGAINST = re.compile(any_of(_DATA["against"]))
_SENTENCE = re.compile(r"[。！？!?；;\n]")
_SPACE = re.compile(r"(?<=[\u4e00-\u9fff])[\s\-_*.·|/]{1,3}(?=[\u4e00-\u9fff])")
_WORDS = ahocorasick.Automaton()
for _word in (*_DATA["strong"], *_DATA["weak"]):
    _WORDS.add_word(_word.lower(), _word.lower())
_WORDS.make_automaton()


def bad_words(text: str) -> tuple[str, ...]:
    """The words of tampering.toml that a text offers: one strong word, or two different weak ones; otherwise ().

    A sentence that holds a word of `against` (打击, 严禁 ...) offers nothing. Blanks and dots put between characters to
    hide a word are passed over.
    """
    found: set[str] = set()
    if not mentions(text):
        return ()
    for sentence in _SENTENCE.split(text):
        plain = _HONEST.sub("", _plain(sentence))
        words = {word for _, word in _WORDS.iter(plain)}
        if words and not _AGAINST.search(plain):
            found |= words
    if found & _STRONG or len(found) > 1:
        return tuple(sorted(found))
    return ()


def mentions(text: str) -> bool:
    """Whether any of the words stands in a text at all, whatever is said of it: the quick test before `bad_words`."""
    return next(_WORDS.iter(_plain(text)), None) is not None


def has_strong_word(text: str) -> bool:
    """Whether `bad_words` finds a word that no government page offers of itself."""
    return not _STRONG.isdisjoint(bad_words(text))


def _plain(text: str) -> str:
    return _SPACE.sub("", squeeze(narrow(text))).lower()
