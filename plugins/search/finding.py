"""How a question is answered: which entries match, which are the best of them, what was perhaps meant."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache, partial
from itertools import islice
from time import monotonic

from plugins.domain.rows import Catalogue
from plugins.search.answers import LAST_PAGE, PER_PAGE, Found, Hit, Question
from plugins.search.bits import Entries, Scores, numbers_in
from plugins.search.facets import fact
from plugins.search.narrowing import Filters
from plugins.search.places import Row, Wanted, as_written, lowest, part_url
from plugins.search.reading import KIND, Asked, Reader, Unit, Vocabulary
from plugins.search.shown import Shown
from plugins.search.slips import corrections
from plugins.search.snippets import Marker
from plugins.search.symbols import wider
from plugins.search.terms import DAYS, spelt_terms
from plugins.search.words import key_of, pairs_of, runs_of, spelling_of

# Seconds of wall clock; what is found by then is the answer.
TIME_LIMIT = 1.0
MORE_PLACES = 20
_PHRASES_CHECKED = 200
_LOOKED_INTO = 20
_SHOWN_KEPT = 256
_NUMBERS_KEPT = 64
# Of one question, or of a few: what was found is asked for with the time at which it would have ended.
_ROWS_KEPT = 64
# What it weighs to be the document of a number, to be entitled so (it is about that), to hold what was typed
# in a row. More than words can come to.
_NUMBERED, _ENTITLED, _IN_A_ROW, _OF_A_KIND = 2048, 1024, 896, 32
# So few entries, and so many times more with a slip put right: then it is offered.
_FEW, _MANY_MORE = 3, 10
_CORRECTIONS = 30


class Finder:
    """Answers questions from the entries of an index; a catalogue gives it the words of a site. Safe for threads."""

    def __init__(self, entries: Entries, catalogue: Catalogue | None) -> None:
        self._entries = entries
        self._bits = entries.bits
        self._filters = Filters(entries, catalogue)
        self._shown = lru_cache(_SHOWN_KEPT)(lambda number: Shown(entries.shown(number)))
        # Asked for when they are looked for and when they are weighed.
        self._numbered = lru_cache(_NUMBERS_KEPT)(self._by_number)
        self._in_a_row = lru_cache(_ROWS_KEPT)(self._together)
        self._entitled = lru_cache(_ROWS_KEPT)(self._in_title)
        self._typed = Reader(Vocabulary.of(catalogue) if catalogue else Vocabulary(), self._is_word)

    def find(self, question: Question, today: date) -> Found:
        """Return the answer to a question on a day."""
        until = monotonic() + TIME_LIMIT
        asked = self._typed.read(question.typed)
        filters = {**asked.filters, **{name: value for name, value in question.filters.items() if value}}
        if asked.is_empty and not filters:
            return Found()
        # Each filter apart, so that its own facet counts what another value of it would give.
        limits = {name: self._filters.left_by(name, value, today) for name, value in filters.items()}
        within = self._entries.all
        for bits in limits.values():
            within &= bits
        matching = self._matching(asked, until)
        answer = Found(filters=filters, page=min(max(question.page, 1), LAST_PAGE))
        if not question.as_typed:
            asked, matching = self._meant(asked, matching, within, answer, until)
        found = matching & within
        answer.count = found.bit_count()
        answer.pages = max(1, min(LAST_PAGE, -(-answer.count // PER_PAGE)))
        answer.page = min(answer.page, answer.pages)
        if question.with_counts and monotonic() < until:
            answer.facets = self._filters.counted(matching, limits, filters, today)
        newest_first = question.newest_first or asked.is_empty
        wanted, marker = Wanted(asked), Marker((*asked.spelt, *asked.said_otherwise))
        for number in self._ordered(asked, found, answer.page, newest_first=newest_first, until=until):
            if answer.hits and monotonic() > until:
                break
            answer.hits.append(self._hit(number, wanted, marker))
        answer.is_partial = monotonic() > until
        if answer.is_corrected:
            answer.suggestion = self._as_written(asked, answer)
        return answer

    def best(self, typed: str) -> list[str]:
        """Return the ids of the best contents alone, without what is shown of them."""
        asked = self._typed.read(typed)
        never = float("inf")
        best = self._ordered(asked, self._matching(asked, never), 1, newest_first=False, until=never)
        return [self._entries.id(number) for number in best]

    # Which entries

    def _matching(self, asked: Asked, until: float) -> int:
        """Return the entries in which everything occurs that was asked for, and nothing that must not.

        When time is up: everything that could be looked for.
        """
        found = self._holding(asked.units, until)
        if asked.number:
            named = self._numbered(asked.number)
            words = asked.number_words
            cited = self._in_a_row(words, until) or self._holding([Unit((word,)) for word in words], until)
            both = found & (named | cited)
            found = both or named or found & cited
        for phrase in asked.phrases:
            found = self._with_phrase(found, phrase, until)
        for word in asked.title:
            found &= self._bits("title", word)
        for unwanted in asked.without:
            found &= ~self._in_a_row(tuple(unwanted.split()), until)
        return found

    def _holding(self, units: Iterable[Unit], until: float) -> int:
        found = self._entries.all
        for unit in units:
            either = 0
            for way in unit.ways:
                either |= self._in_a_row(tuple(way.split()), until)
            found &= either
            if monotonic() > until:
                break
        return found

    def _together(self, keys: tuple[str, ...], until: float) -> int:
        """Return where some words stand one after the other; of one word, where it stands."""
        if len(keys) == 1:
            return self._bits("words", keys[0])
        found = self._entries.all
        for name, terms in (("pairs", pairs_of(keys)), ("runs", runs_of(keys))):
            for term in terms:
                found &= self._bits(name, term)
                if not found or monotonic() > until:
                    return found
        return found

    def _in_title(self, keys: tuple[str, ...], until: float) -> int:
        """Return the entries that have words in their title, each beside one that it is beside here."""
        found, before = self._entries.all, 0
        for pair in pairs_of(keys):
            if monotonic() > until:
                return 0
            after = self._bits("title", pair)
            found &= before | after
            before = after
        return found & before

    def _with_phrase(self, among: int, words: Sequence[str], until: float) -> int:
        """Return where the words stand in a row, in few entries looked at in the text itself."""
        found = among & self._in_a_row(tuple(map(key_of, words)), until)
        for term in spelt_terms(map(spelling_of, words)):
            found &= self._bits("spelt", term)
        if found.bit_count() > _PHRASES_CHECKED:
            return found
        spelt = [spelling_of(word) for word in words]
        row = Row(spelt)
        sure = 0
        for number in numbers_in(found):
            if monotonic() > until:
                break
            if row.stands_in(self._shown(number)) > (spelt != [key_of(word) for word in spelt]):
                sure |= 1 << number
        return sure

    def _by_number(self, key: str) -> int:
        """Return the documents of a number, by as much of it as gives any."""
        return next(filter(None, (self._bits("facts", fact("so", narrower)) for narrower in wider(key))), 0)

    def _is_word(self, key: str) -> bool:
        return key in self._lexicon

    @cached_property
    def _lexicon(self) -> frozenset[str]:
        """Every word of every text (keys)."""
        return frozenset(self._entries.terms("words"))

    # The best of them

    def _ordered(self, asked: Asked, found: int, page: int, *, newest_first: bool, until: float) -> list[int]:
        """Return the entries of one page of what was found, in order."""
        first, last = (page - 1) * PER_PAGE, page * PER_PAGE
        if newest_first:
            return sorted(numbers_in(found), key=lambda n: self._ages[n])[first:last]
        scores = self._scores(asked, found, until)
        looks_into = first < _LOOKED_INTO and not asked.number
        best = scores.of(scores.best(found, max(last, _LOOKED_INTO) if looks_into else last))
        ages = self._ages
        ranked = sorted(best, key=lambda n: (-best[n], ages[n]))
        if looks_into:
            ranked[:_LOOKED_INTO] = self._looked_into(ranked[:_LOOKED_INTO], asked, until)
        return ranked[first:last]

    def _looked_into(self, ranked: Sequence[int], asked: Asked, until: float) -> list[int]:
        """Return entries with those first in whose text the words do stand in a row, which the index only says nearly.

        Those spelt as typed come before those that are not. What is entitled so stays where it is.
        """
        row = self._in_a_row(asked.words, until)
        if len(asked.words) < 3 or not row:  # noqa: PLR2004  # two neighbours are a pair, which is sure
            return list(ranked)
        entitled = self._entitled(asked.words, until)
        told = dict.fromkeys(numbers_in(entitled), 2)
        typed = Row(asked.spelt)
        for number in ranked:
            if (row & ~entitled) >> number & 1 and monotonic() < until:
                told[number] = typed.stands_in(self._shown(number))
        return sorted(ranked, key=lambda n: -told.get(n, 0))

    def _scores(self, asked: Asked, found: int, until: float) -> Scores:
        """Score what was found: rare words, rows of words, words of the title count more, those spelt as typed, too."""
        scores = Scores()

        def add(bits: int, weight: int) -> None:
            having = found & bits
            # What all have tells none apart.
            if having != found:
                scores.add(having, weight)

        if asked.number:
            add(self._numbered(asked.number), _NUMBERED)
            # What only cites it: rather a document than a page.
            add(self._bits("facts", fact(KIND, "document")), _OF_A_KIND)
        if len(asked.words) > 1:
            add(self._in_a_row(asked.words, until), _IN_A_ROW)
            add(self._entitled(asked.words, until), _ENTITLED)
        for name, term, times in self._weighed(asked):
            if monotonic() > until:
                break
            bits = self._bits(name, term)
            if count := bits.bit_count():
                # The fewer hold it, the more.
                add(bits, times * (self._entries.size // count).bit_length())
        return scores

    def _weighed(self, asked: Asked) -> Iterable[tuple[str, str, int]]:
        """Yield the terms that make an entry better, with the lists they are in and how many times they count."""
        for keys in (asked.words, *(tuple(map(key_of, phrase)) for phrase in asked.phrases)):
            pairs = dict.fromkeys(pairs_of(keys))
            yield from (("title", key, 2) for key in dict.fromkeys(keys))
            yield from (("pairs", pair, 2) for pair in pairs)
            yield from (("title", pair, 3) for pair in pairs)
            yield from (("runs", run, 2) for run in dict.fromkeys(runs_of(keys)))
        for term in dict.fromkeys(spelt_terms(asked.spelt)):
            yield "spelt", term, 2 if " " in term else 1
        for unit in asked.units:
            if " " not in unit.ways[0]:
                yield "words", unit.ways[0], 1

    @cached_property
    def _ages(self) -> Mapping[int, int]:
        """The place of each entry among all, the newest first."""
        ages: dict[int, int] = {}
        for _, bits in sorted(self._filters.days(DAYS), reverse=True):
            for number in numbers_in(bits):
                ages[number] = len(ages)
        return ages

    # What was perhaps meant

    def _meant(self, asked: Asked, matching: int, within: int, answer: Found, until: float) -> tuple[Asked, int]:
        """Return what was perhaps meant and where it stands when what was typed stands nowhere; else all as it was.

        What stands somewhere stays; if it is seldom beside what was perhaps meant, that is offered.
        """
        exact = self._is_exact(asked, matching & within, until)
        if exact and (asked.number or asked.phrases or (matching & within).bit_count() > _FEW):
            return asked, matching
        as_typed = dict(zip(asked.words, asked.spelt, strict=True))
        standing = partial(self._in_a_row, until=until)
        for words in islice(corrections(asked.words, self._lexicon, standing, until), _CORRECTIONS):
            spelt = tuple(as_typed.get(word, word) for word in words)
            meant = replace(asked, words=words, spelt=spelt, units=tuple(Unit((word,)) for word in words), number="")
            found = self._matching(meant, until)
            if exact:
                if (found & within).bit_count() >= _MANY_MORE * (matching & within).bit_count() > 0:
                    texts = self._shown(numbers_in(found & within)[0]).texts()
                    answer.suggestion = as_written(texts, words) or " ".join(spelt)
                    break
            elif found & within and (not matching & within or self._is_exact(meant, found & within, until)):
                answer.suggestion = " ".join(words)
                answer.is_corrected = True
                return meant, found
        return asked, matching

    def _is_exact(self, asked: Asked, found: int, until: float) -> bool:
        """Tell whether something was found that holds the words as they were typed: together, if there are many."""
        if not found:
            return asked.is_empty
        if asked.number or asked.phrases or asked.title or len(asked.words) < 4:  # noqa: PLR2004
            return True
        return bool(found & self._in_a_row(asked.words, until)) or any(len(unit.ways) > 1 for unit in asked.units)

    def _as_written(self, asked: Asked, answer: Found) -> str:
        """Return a suggestion with the diacritics that the best hit has for it."""
        texts = ["".join(text for text, _ in hit.snippet) for hit in answer.hits[:3]]
        return as_written([*(hit.title for hit in answer.hits[:3]), *texts], asked.words) or " ".join(asked.spelt)

    # What is shown

    def _hit(self, number: int, wanted: Wanted, marker: Marker) -> Hit:
        shown = self._shown(number)
        best, *more = wanted.best_places(shown, 1 + MORE_PLACES)
        text = shown.text(best.text)
        snippet = marker.snippet(text)
        url = best.url
        # Whoever asks for a provision by its number wants to land there.
        if not wanted.provision and (part := lowest(text.begins(), snippet.group)):
            url = part_url(url, part)
        on = date.fromisoformat(shown.day)
        return Hit(self._entries.id(number), shown.kind, shown.title, url, best.where, snippet.pieces, on, more)
