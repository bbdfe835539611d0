"""Who may have nothing to do with a matter: the reported (Regulation Art. 30(3)) and the recused (Art. 28(3)).

Every act that gives a matter to an officer or unit, or lets one sign or approve, asks here first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jiefang_tui.rules.kept_away import (
    is_same_person,
    may_be_of,
    names_by_post,
    names_person,
    names_post,
    names_vaguely,
)
from jiefang_tui.rules.text import fold
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.store.models import Matter, Officer, Recusal, Unit
from jiefang_tui.store.queries.office.known_as import known_as, names_by_officer
from jiefang_tui.store.queries.office.merged import all_of
from jiefang_tui.terms import Category


def must_be_free(
    matter: Matter,
    officer: Officer | None = None,
    unit: Unit | None = None,
    *,
    field: str = "",
    reason: str | None = None,
) -> None:
    """Refuse an officer who is recused from `matter` or whom it is about, and any unit for a report: that is sealed.

    A claim may go to the unit it is about: that one has to answer it. `field` names the form field in the refusal.
    `reason`: of a form that may say why somebody whom it is about handles it all the same; who is recused never does.
    """
    if officer is not None and (why := why_not_free(matter, officer)):
        instead = "" if reason is None or is_recused(matter, officer) else "，或者写明仍由其办的理由"
        if not instead or not (reason or "").strip():
            raise Refused(f"{why}，请换别人{instead}（条例第二十八条第三款）。", field)
    if unit is not None and matter.category == Category.REPORT_ACCUSATION:
        raise Refused("检举控告只能按密件移送；请在接谈时按 8，或者在这一件里打印移送密件。", field)


def must_not_be_kept_away(matter: Matter, words: str, *, field: str) -> None:
    """Refuse `words` that name somebody recused or complained of, as the person who signed, spoke or agreed."""
    for officer_id, names in names_by_officer().items():
        if any(names_person(words, name) for name in names):
            must_be_free(matter, Officer.get_by_id(officer_id), field=field)
    for one in family(matter):
        if is_same_person(words, one.concerned_person):
            raise Refused(f"{words.strip()}是这件反映的人，请换别人（条例第二十八条第三款）。", field)


def must_be_free_in(matters: Iterable[Matter], officer: Officer | None, *, field: str) -> None:
    """Refuse an officer for work that is about several matters (专案) and who keeps away from one of them."""
    for matter in matters:
        must_be_free(matter, officer, field=field)


def officers_named(words: str) -> list[Officer]:
    """Those on the roster whom free words name, by any name they ever had."""
    named = [one for one, names in names_by_officer().items() if any(names_person(words, name) for name in names)]
    return list(Officer.select().where(Officer.id.in_(named)).order_by(Officer.id))


def may_mean(person: str, officer: Officer) -> bool:
    """Whether words about a person can mean this officer: by surname and post, as 小李 or 李某, by post alone."""
    known = known_as(officer)
    if any(post and names_post(person, post) for post in known.posts):
        return True
    by_post = any(names_by_post(person, name, post) for name in known.names for post in known.posts)
    return by_post or any(names_vaguely(person, name) for name in known.names)


def means_officer(words: str, officer: Officer) -> bool:
    """Whether a whole sentence (举报周书记收好处费) speaks of this officer: by name, by surname and post, by post."""
    return any(one in fold(words) for one in called(officer))


def called(officer: Officer) -> list[str]:
    """What a sentence may call this officer, folded: names, posts, and surname and post (周书记)."""
    known = known_as(officer)
    posts = [fold(post) for post in known.posts if len(fold(post)) > 1]
    by_post = (fold(name)[:1] + post[at:] for name in known.names for post in posts for at in range(len(post) - 1))
    return [*(fold(name) for name in known.names if len(fold(name)) > 1), *posts, *by_post]


def must_not_be_meant(matter: Matter, words: str, *, field: str) -> None:
    """Refuse `words` that name somebody who can be meant: who says that something is a report is beyond doubt."""
    person, unit = matter.concerned_person, matter.concerned_unit
    elsewhere = [one for one in officers_named(words) if not _can_be_of(unit, one)]
    meant = [one.name for one in officers_named(words) if one not in elsewhere and may_mean(person, one)]
    if not meant and not elsewhere and names_vaguely(person, words):
        meant = [words.strip()]
    if meant:
        raise Refused(f"{meant[0]}可能就是这件反映的人({person})，请换别人（条例第三十条第三款）。", field)


def _can_be_of(unit: str, officer: Officer) -> bool:
    units = known_as(officer).units
    return not unit.strip() or not units or any(may_be_of(unit, name) for name in units)


def family(matter: Matter) -> Iterator[Matter]:
    """The matter and what was merged into it: who had to keep away from that keeps away from what it went on as."""
    yield matter
    for one in Matter.select().where(Matter.merged_into == matter):
        yield from family(one)


def is_recused(matter: Matter, officer: Officer) -> bool:
    """Whether this officer stands aside in the matter or in what was merged into it."""
    return _stands_aside(list(family(matter)), officer)


def _stands_aside(matters: list[Matter], officer: Officer) -> bool:
    """Also who was written down twice: a recusal of either row keeps away."""
    in_force = Recusal.matter.in_(matters) & Recusal.officer.in_(all_of("officer", officer.id))
    return bool(Recusal.select().where(in_force & Recusal.ended_on.is_null()).exists())


def is_free(matter: Matter, officer: Officer) -> bool:
    """Whether this officer may have to do with the matter: neither recused nor the one it is about (Art. 28(3))."""
    return not why_not_free(matter, officer)


def why_not_free(matter: Matter, officer: Officer, what: str = "这件") -> str:
    """Why this officer keeps away from the matter, in Chinese (`what` is what the matter is called); empty if not."""
    for one in family(matter):
        if _stands_aside([one], officer):
            return f"{officer.name}在{what}里已回避"
        if why := is_about(one.concerned_person, one.concerned_unit, officer, what):
            return why
    return ""


def is_about(person: str, unit: str, officer: Officer, what: str = "这件") -> str:
    """Why words about a person (and the unit complained of) mean this officer, in Chinese; empty when they do not.

    李所长 may be one of several, so that surname and post count where no other unit than the officer's was named; 李某
    and 小李 count where the officer's own unit was. Whom it was about stays so under another name, post or unit.
    """
    if not person.strip():
        return ""
    known = known_as(officer)
    if any(names_person(person, name) for name in known.names):
        return f"{officer.name}是{what}反映的人"
    by_post = any(names_by_post(person, name, post) for name in known.names for post in known.posts)
    vaguely = bool(unit.strip() and known.units) and any(names_vaguely(person, name) for name in known.names)
    if not (by_post or vaguely) or not _can_be_of(unit, officer):
        return ""
    post = f"({officer.post})" if officer.post else ""
    return f"{officer.name}{post}与{what}的被反映人相符(不是同一人的，先在事项里写明被反映单位或全名)"


def put_under(unit: Unit, above: Unit | None, *, field: str = "parent") -> None:
    """Say which unit a unit stands under: what must not reach a unit must not reach those under it. `Refused` in a
    circle.
    """
    if above is not None and unit.id in [each.id for each in chain(above)]:
        raise Refused(f"{above.name}本身就是{unit.name}，或者在它之下，不能做它的上级单位。", field)
    unit.parent = above


def chain(unit: Unit) -> Iterator[Unit]:
    """The unit itself and every unit above it."""
    seen: set[int] = set()
    one: Unit | None = unit
    while one is not None and one.id not in seen:
        seen.add(one.id)
        yield one
        one = one.parent
