"""What the generator does to a law: the operations on articles, levels and containers."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import generator_edits as edits
from generator_plans import Plan
from generator_texts import HEADING, Heading, Item, Provision, split_label


class Amendment:
    """Chooses articles that no operation has touched yet and works on them."""

    def __init__(
        self, items: list[Item], plan: Plan, dice: random.Random, pool: Sequence[Item]
    ) -> None:
        self.items, self.plan, self.dice = items, plan, dice
        source = [i for i in pool or items if isinstance(i, Provision)]
        self.pool = [i for i in source if len("".join(i.lines)) > 30] or source
        bodies = (self._without_label(article.lines) for article in self.pool)
        self.writer = edits.Writer(dice, [line for body in bodies for line in body])
        self.pool = [i for i in self.pool if self._is_short(i)]
        self.untouched = [i for i in items if isinstance(i, Provision)]
        dice.shuffle(self.untouched)

    def run(self) -> None:
        plan = self.plan
        for count, operation in (
            (plan.merges, self._merge), (plan.splits, self._split), (plan.lifts, self._lift),
            (plan.moves_within, self._move_within), (plan.moves_across, self._move_across),
            (plan.heavy, self._rewrite), (plan.light, self._edit),
            (plan.deletions, self._delete), (plan.insertions, self._insert),
            (plan.chapters_renamed, self._rename), (plan.merges_three, self._merge_three),
            (plan.splits_three, self._split_three), (self._share(), self._insert),
            (plan.containers_moved, self._move_container),
            (plan.containers_split, self._split_container),
            (plan.containers_merged, self._merge_containers),
        ):
            for _ in range(count):
                operation()

    def _share(self) -> int:
        count = sum(isinstance(i, Provision) for i in self.items)
        return round(self.plan.inserted_share * count)

    def _take(self, fits: Any = lambda article: True) -> Provision | None:
        for at, article in enumerate(self.untouched):
            if fits(article):
                return self.untouched.pop(at)
        return None

    def _edit(self) -> None:
        article = self._take(lambda a: len("".join(a.lines)) > 25)
        if article:
            self._do_edit(article)

    def _do_edit(self, article: Provision) -> None:
        article.lines, done = self.writer.edit(article.lines, self._words())
        article.edits += done
        article.marks.add("light")

    def _words(self) -> int:
        return self.plan.words or self.dice.randint(1, 3)

    def _rewrite(self) -> None:
        article = self._take(lambda a: len("".join(a.lines)) > 60)
        if article:
            article.lines, done = self.writer.rewrite(article.lines)
            article.edits += done
            article.marks.add("heavy")

    def _delete(self) -> None:
        article = self._take(self._is_short)
        if article:
            self.items.remove(article)

    def _is_short(self, article: Provision) -> bool:
        return not self.plan.lines or len(article.lines) <= self.plan.lines

    def _insert(self) -> None:
        if not self.pool:
            return
        source = self.pool.pop(self.dice.randrange(len(self.pool)))
        at = self.items.index(self._anchor())
        self.items.insert(at + 1, Provision(list(source.lines), "　", [], marks={"inserted"}))

    def _anchor(self) -> Provision:
        return self.dice.choice([i for i in self.items if isinstance(i, Provision)])

    def _move_within(self) -> None:
        self._move(lambda there, here: there == here)

    def _move_across(self) -> None:
        self._move(lambda there, here: there != here)

    def _move(self, allowed: Any) -> None:
        article = self._take()
        if article is None:
            return None
        chapters = self._chapters()
        order = [i for i in self.items if isinstance(i, Provision)]
        here = order.index(article)
        goals = [
            a for at, a in enumerate(order)
            if abs(at - here) > 3 and allowed(chapters[id(a)], chapters[id(article)])
        ]
        if not goals:
            return self.untouched.append(article)
        goal = self.dice.choice(goals)
        self.items.remove(article)
        self.items.insert(self.items.index(goal) + 1, article)
        article.marks.add("moved")
        done = sum(1 for i in order if {"moved", "light"} <= i.marks)
        if done < self.plan.moves_edited and len("".join(article.lines)) > 25:
            self._do_edit(article)
        return None

    def _chapters(self) -> dict[int, int]:
        found, chapter = {}, 0
        for item in self.items:
            chapter += isinstance(item, Heading)
            found[id(item)] = chapter
        return found

    def _split(self) -> None:
        self._split_into(2)

    def _split_three(self) -> None:
        self._split_into(3)

    def _split_into(self, count: int) -> None:
        article = self._take(lambda a: self._pieces(a.lines, count))
        if article:
            first, *rest = self._pieces(article.lines, count)
            article.lines = first
            article.marks.add("split")
            at = self.items.index(article)
            self.items[at + 1 : at + 1] = [
                Provision(lines, article.gap, list(article.olds), marks={"split"},
                          depth=article.depth)
                for lines in rest
            ]

    def _pieces(self, lines: list[str], count: int) -> list[list[str]]:
        """The lines in so many lots, none where they cannot be cut."""
        if not edits.can_split(lines) or len(lines) < count:
            return []
        bounds = [len(lines) * k // count for k in range(count + 1)]
        return [list(lines[a:b]) for a, b in pairwise(bounds)]

    def _merge(self) -> None:
        self._merge_several(2)

    def _merge_three(self) -> None:
        self._merge_several(3)

    def _merge_several(self, count: int) -> None:
        def run(article: Provision) -> list[Item]:
            at = self.items.index(article)
            return self.items[at : at + count]

        def fits(article: Provision) -> bool:
            several = run(article)
            return len(several) == count and self._are_siblings(several) and all(
                other is article or other in self.untouched for other in several
            ) and all(20 < len("".join(a.lines)) < 250 for a in several)

        article = self._take(fits)
        if article:
            for other in run(article)[1:]:
                self.untouched.remove(other)
                self.items.remove(other)
                article.lines += self._without_label(other.lines)
                article.olds += other.olds
            article.marks.add("merged")

    def _are_siblings(self, several: Sequence[Item]) -> bool:
        return all(isinstance(other, Provision) for other in several)

    def _without_label(self, lines: list[str]) -> list[str]:
        return lines

    def _lift(self) -> None:
        giver = self._take(lambda a: edits.can_lift(a.lines))
        taker = self._take(lambda a: edits.can_take(a.lines))
        if giver and taker:
            giver.lines, passage = edits.lift(giver.lines)
            taker.lines = [*taker.lines, passage]
            taker.olds += giver.olds
            giver.marks.add("giver")
            taker.marks.add("lifted")

    def _rename(self) -> None:
        headings = [
            i for i in self.items if isinstance(i, Heading) and self._may_rename(i)
            and len(i.text) > 6 and i.text == i.old
        ]
        if headings:
            heading = self.dice.choice(headings)
            heading.text += "与" + self.dice.choice(("监督", "保障", "服务", "促进"))

    def _may_rename(self, heading: Heading) -> bool:
        return bool(HEADING.match(heading.text))

    def _block(self, heading: Heading) -> list[Item]:
        """The container: its heading and all that stands under it."""
        at = self.items.index(heading)
        end = next(
            (n for n, i in enumerate(self.items[at + 1 :], at + 1)
             if 0 < self._depth(i) <= self._depth(heading)), len(self.items),
        )
        return self.items[at:end]

    def _depth(self, item: Item) -> int:
        """How deep an item stands, 0 for what may stand anywhere."""
        return item.rank + 1 if isinstance(item, Heading) else 0

    def _containers(self, least: int, flat: bool = True) -> list[Heading]:
        """Containers that no operation on containers touched, in a shuffled order."""
        found = [
            i for i in self.items if isinstance(i, Heading) and i.rank >= 0 and not i.marks
            and len(self._block(i)) > least
            and not (flat and any(isinstance(j, Heading) for j in self._block(i)[1:]))
        ]
        self.dice.shuffle(found)
        return found

    def _move_container(self) -> None:
        """A container with all that it holds goes behind another one of its rank, not the next.

        The last one stays the last.
        """
        for heading in self._containers(2, flat=False):
            block = self._block(heading)
            peers = [
                i for i in self.items if isinstance(i, Heading) and i.rank == heading.rank
                and self._block(i)[-1] is not self.items[-1]
            ]
            if heading not in peers:
                continue
            here = peers.index(heading)
            goals = [g for at, g in enumerate(peers) if at - here > 1 or here - at > 2]
            if goals:
                goal = self.dice.choice(goals)
                for item in block:
                    self.items.remove(item)
                end = self.items.index(self._block(goal)[-1])
                self.items[end + 1 : end + 1] = block
                heading.marks.add("moved")
                return

    def _split_container(self) -> None:
        for heading in self._containers(6)[:1]:
            block = self._block(heading)
            first = block[self.dice.randint(len(block) * 2 // 5, len(block) * 3 // 5)]
            text = self._new_heading(heading)
            new = Heading(text, "", heading.rank, list(heading.olds), marks={"split"})
            heading.marks.add("split")
            self.items.insert(self.items.index(first), new)

    def _new_heading(self, heading: Heading) -> str:
        found = HEADING.match(heading.text)
        words = "".join(self.dice.sample(self.writer.words, 2))
        return f"第一{found[2] if found else '章'}　{words}"

    def _merge_containers(self) -> None:
        for heading in self._containers(1):
            block = self._block(heading)
            at = self.items.index(block[-1]) + 1
            other = self.items[at] if at < len(self.items) else None
            if isinstance(other, Heading) and other in self._containers(1) and (
                other.rank == heading.rank
            ):
                self.items.remove(other)
                heading.olds += other.olds
                heading.marks.add("merged")
                return


class LevelAmendment(Amendment):
    """The same for levels: labels stand in the lines, moves keep the depth, no one is left alone."""

    def _take(self, fits: Any = lambda article: True) -> Provision | None:
        return super()._take(lambda a: fits(a) and len(self._siblings(a)) > 1)

    def _siblings(self, article: Provision) -> list[Provision]:
        """The provisions of one depth around ``article`` with nothing else between."""
        at = self.items.index(article)
        found = [article]
        for step in (-1, 1):
            n = at + step
            while 0 <= n < len(self.items) and getattr(self.items[n], "depth", 0) == article.depth:
                found.append(self.items[n])
                n += step
        return found

    def _insert(self) -> None:
        if self.pool:
            source = self.pool.pop(self.dice.randrange(len(self.pool)))
            anchor = self._anchor()
            label, _ = split_label(anchor.lines[0])
            lines = self._without_label(source.lines)
            new = Provision([label + lines[0], *lines[1:]], "", [], marks={"inserted"},
                            depth=anchor.depth)
            self.items.insert(self.items.index(anchor) + 1, new)

    def _move(self, allowed: Any) -> None:
        def same_depth(there: int, here: int) -> bool:
            return allowed(there // 10, here // 10) and there % 10 == here % 10

        super()._move(same_depth)

    def _chapters(self) -> dict[int, int]:
        found = super()._chapters()
        return {id(i): 10 * found[id(i)] + getattr(i, "depth", 0) for i in self.items}

    def _pieces(self, lines: list[str], count: int) -> list[list[str]]:
        label, rest = split_label(lines[0])
        cut = edits.cut_sentences([rest, *lines[1:]], count)
        return [[label + piece[0], *piece[1:]] for piece in cut]

    def _are_siblings(self, several: Sequence[Item]) -> bool:
        return len({getattr(other, "depth", 0) for other in several} - {0}) == 1 and (
            super()._are_siblings(several)
        )

    def _without_label(self, lines: list[str]) -> list[str]:
        return [split_label(lines[0])[1], *lines[1:]]

    def _depth(self, item: Item) -> int:
        return max(item.rank, 0) if isinstance(item, Heading) else item.depth

    def _may_rename(self, heading: Heading) -> bool:
        return heading.rank > 0 and "\n" not in heading.text and heading.text[-1] not in "。：:"

    def _new_heading(self, heading: Heading) -> str:
        label, _ = split_label(heading.text)
        return label + "".join(self.dice.sample(self.writer.words, 2))
