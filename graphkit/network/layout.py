"""Where each card of a picture goes: computed, the same every time, and never one card over another.

Distances are in pixels at 100 %. A card is at most WIDTH by HEIGHT and has its place at its centre.
"""
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 212, 84
ACROSS, DOWN = WIDTH + 24, HEIGHT + 30  # from centre to centre of two cards side by side, or one above the other
BETWEEN_BANDS = 66  # room between two bands, for the names of the links
SWEEPS = 12
CLEARED = 90  # up to so many cards, lines behind cards are looked for and cleared
STRETCH = 1.5  # cards are wider than high, so rings are ellipses
PUSHES = 30  # rounds of pushing overlapping cards apart
EFFORT = 260_000  # pairs of cards that a free layout may weigh in all
REACH = range(-40, 41)
NEAREST = sorted(  # steps of half a card away from a place, the nearest first: more of them than a picture can take
    ((i * ACROSS / 2, j * DOWN / 2) for i in REACH for j in REACH if (i, j) != (0, 0)), key=lambda d: (math.hypot(d[0] / STRETCH, d[1]), d)
)
Place = tuple[float, float]
Places = dict[str, Place]


@dataclass(frozen=True)
class Item:
    """A card to be placed: its band (lower is higher in the picture) and its distance in steps from the middle."""

    key: str
    band: int
    distance: int


def layers(items: Sequence[Item], pairs: Iterable[tuple[str, str]], widest: int = 0) -> Places:
    """Bands one below the other, in order of band; a wide band takes several rows, of `widest` cards when given.

    Cards are ordered by where their neighbours stand, then pulled towards them (Sugiyama's last two
    phases), then moved aside where lines run behind them.
    """
    pairs = list(pairs)
    near, middle = _neighbours(items, pairs), {i.key for i in items if i.distance == 0}
    widest = widest or min(12, max(5, math.ceil(math.sqrt(len(items)) * 1.2)))
    rows = _rows(items, widest)
    x = {key: (i - (len(row) - 1) / 2) * ACROSS for _, row in rows for i, key in enumerate(row)}
    for sweep in range(SWEEPS):
        for _, row in rows if sweep % 2 else rows[::-1]:
            here = set(row)
            wanted = {k: _mean([x[n] for n in near[k] if n not in here], x[k]) for k in row}
            row.sort(key=lambda k: (wanted[k], x[k], k))
            x.update(zip(row, _spread([wanted[k] for k in row], ACROSS)))
    places, y, before, alone = {}, 0.0, None, False
    for band, row in rows:
        y += 0 if before is None else HEIGHT + BETWEEN_BANDS if band != before or alone else DOWN
        places.update({key: (x[key], y) for key in row})
        before, alone = band, row[0] in middle
    return _cleared(places, near, (widest - 1) * ACROSS / 2) if len(items) <= CLEARED else places


def _cleared(places: Places, near: dict[str, list[str]], half: float) -> Places:
    """Cards moved sideways within their row, by half a card at a time, as long as fewer lines run behind cards.

    None goes further than `half` from the middle, unless it already was.
    """
    places = dict(places)
    rows: dict[float, list[str]] = {}
    for key, (_, y) in places.items():
        rows.setdefault(y, []).append(key)
    lines = sorted({(min(a, b), max(a, b)) for a in near for b in near[a] if a != b})
    middle = _mean([x for x, _ in places.values()], 0)
    for _ in range(3):
        moved = False
        for key in sorted(places, key=lambda k: (places[k][1], places[k][0], k)):
            x, y = places[key]
            others = [places[k][0] for k in rows[y] if k != key]
            spots = [x] + [x + n * ACROSS / 2 for n in (-1, 1, -2, 2, -3, 3, -4, 4)]
            fitting = [s for s in spots if abs(s - middle) <= max(half, abs(x - middle)) and all(abs(s - o) >= ACROSS - 1 for o in others)] or [x]
            best = min(fitting, key=lambda s: (_hidden(key, s, places, rows, near, lines) * 320 + _pull(key, s, places, near) + abs(s - middle) * 0.7, abs(s - x)))
            if best != x:
                places[key], moved = (best, y), True
        if not moved:
            break
    return places


def _pull(key: str, x: float, places: Places, near: dict[str, list[str]]) -> float:
    return sum(abs(places[n][0] - x) for n in near[key]) / max(1, len(near[key]))


def _hidden(key: str, x: float, places: Places, rows, near, lines) -> int:
    """How many lines of this card run behind other cards, and how many other lines behind this one, with it at `x`."""
    y, count = places[key][1], 0
    for other in near[key]:
        ox, oy = places[other]
        for row, cards in rows.items():
            if min(y, oy) < row < max(y, oy):
                at = x + (ox - x) * (row - y) / (oy - y)
                count += sum(abs(places[c][0] - at) < WIDTH / 2 + 6 for c in cards)
            elif row == y == oy:
                count += sum(min(x, ox) < places[c][0] < max(x, ox) for c in cards if c != key)
    for a, b in lines:
        (ax, ay), (bx, by) = places[a], places[b]
        if key in (a, b):
            continue
        if ay == by == y:
            count += min(ax, bx) < x < max(ax, bx)
        elif min(ay, by) < y < max(ay, by):
            count += abs(ax + (bx - ax) * (y - ay) / (by - ay) - x) < WIDTH / 2 + 6
    return count


def _rows(items: Sequence[Item], widest: int) -> list[tuple[int, list[str]]]:
    """Each band as one or more rows; the cards of a band are dealt out, so that neighbours stay neighbours.

    The middle has a row of its own: a line along a row would run behind the cards between.
    """
    rows = []
    for band in sorted({i.band for i in items}):
        middle = [i.key for i in items if i.band == band and i.distance == 0]
        keys = [i.key for i in items if i.band == band and i.distance > 0]
        count = math.ceil(len(keys) / widest)
        rows += [(band, middle)] if middle else []
        rows += [(band, keys[n::count]) for n in range(count)]
    return rows


def _neighbours(items: Sequence[Item], pairs) -> dict[str, list[str]]:
    near = {i.key: [] for i in items}
    for a, b in pairs:
        near[a].append(b)
        near[b].append(a)
    return near


def _mean(values: list[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _spread(wanted: list[float], apart: float) -> list[float]:
    """The places nearest to those wanted that are at least `apart`, in the same order (isotonic regression)."""
    blocks = []
    for i, place in enumerate(wanted):
        blocks.append([place - i * apart, 1])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            mean, count = blocks.pop()
            blocks[-1] = [(blocks[-1][0] * blocks[-1][1] + mean * count) / (blocks[-1][1] + count), blocks[-1][1] + count]
    flat = [mean for mean, count in blocks for _ in range(count)]
    return [place + i * apart for i, place in enumerate(flat)]


def rings(items: Sequence[Item], pairs: Iterable[tuple[str, str]]) -> Places:
    """The middle in the centre and a ring for each step around it; a full ring goes on in a next one."""
    near = _neighbours(items, pairs)
    places, angle, outer = {}, {}, 0.0
    for distance in sorted({i.distance for i in items}):
        level = [i for i in items if i.distance == distance]
        if len(level) == 1 and not places:
            places[level[0].key], angle[level[0].key] = (0.0, 0.0), 0.0
            continue
        if distance > 1:
            level.sort(key=lambda i: (_direction([angle[n] for n in near[i.key] if n in angle]), i.band))
        else:
            level.sort(key=lambda i: i.band)
        count, first = 1, outer + 190
        while len(level) > sum(_room(first + n * DOWN * 1.1) for n in range(count)):
            count += 1
        start = -math.pi / 2 if distance <= 1 else _direction([angle[n] for n in near[level[0].key] if n in angle])
        for n, item in enumerate(level):
            angle[item.key] = start + 2 * math.pi * n / len(level)
            radius = first + (n % count) * DOWN * 1.1
            places[item.key] = (radius * STRETCH * math.cos(angle[item.key]), radius * math.sin(angle[item.key]))
        outer = first + (count - 1) * DOWN * 1.1
    return _apart(places, items[0].key)


def _room(radius: float) -> int:
    """How many cards fit on a ring."""
    return max(3, int(2 * math.pi * radius / 155))


def _direction(angles: list[float]) -> float:
    """The mean direction of some angles, from 0 to 2π."""
    return math.atan2(sum(map(math.sin, angles)), sum(map(math.cos, angles))) % (2 * math.pi) if angles else 0.0


def free(items: Sequence[Item], pairs: Iterable[tuple[str, str]]) -> Places:
    """What is linked draws together, everything keeps its distance (Fruchterman and Reingold), from the rings outward."""
    pairs = list(pairs)
    keys = [i.key for i in items]
    at = {k: i for i, k in enumerate(keys)}
    start = rings(items, pairs)
    xs, ys = [start[k][0] / STRETCH for k in keys], [start[k][1] for k in keys]
    ideal, count = 140.0, len(keys)
    rounds = max(12, min(90, EFFORT // max(1, count * count // 2)))
    ties = [(at[a], at[b]) for a, b in pairs if a != b]
    for turn in range(rounds):
        reach = ideal * (1 - turn / rounds) + 4
        fx, fy = [0.0] * count, [0.0] * count
        for i in range(count):
            xi, yi, sx, sy = xs[i], ys[i], 0.0, 0.0
            for j in range(i):
                dx, dy = xi - xs[j], yi - ys[j]
                push = ideal * ideal / (dx * dx + dy * dy + 1)
                dx, dy = dx * push, dy * push
                sx, sy = sx + dx, sy + dy
                fx[j], fy[j] = fx[j] - dx, fy[j] - dy
            fx[i], fy[i] = fx[i] + sx, fy[i] + sy
        for i, j in ties:
            dx, dy = xs[i] - xs[j], ys[i] - ys[j]
            pull = math.hypot(dx, dy) / ideal
            fx[i], fy[i], fx[j], fy[j] = fx[i] - dx * pull, fy[i] - dy * pull, fx[j] + dx * pull, fy[j] + dy * pull
        for i in range(count):
            fx[i], fy[i] = fx[i] - xs[i] * 0.25, fy[i] - ys[i] * 0.25
            force = math.hypot(fx[i], fy[i]) or 1
            step = min(force, reach) / force
            xs[i], ys[i] = xs[i] + fx[i] * step, ys[i] + fy[i] * step
    return _apart({k: (xs[i] * STRETCH, ys[i]) for i, k in enumerate(keys)}, keys[0])


def _apart(places: Places, fixed: str) -> Places:
    """Push cards that overlap away from each other, the shortest way, until none does; one card stays where it is."""
    keys = sorted(places, key=lambda k: (places[k][0], places[k][1], k))
    xs, ys = [places[k][0] for k in keys], [places[k][1] for k in keys]
    for _ in range(PUSHES):
        moved = False
        order = sorted(range(len(keys)), key=lambda i: (xs[i], i))
        for n, i in enumerate(order):
            for j in order[n + 1:]:
                over_x = ACROSS - (xs[j] - xs[i])
                if over_x <= ACROSS * 0.02 and xs[j] > xs[i] + ACROSS:
                    break
                over_y = DOWN - abs(ys[j] - ys[i])
                if over_x <= 0.5 or over_y <= 0.5:
                    continue
                moved = True
                share_i, share_j = (0, 1) if keys[i] == fixed else (1, 0) if keys[j] == fixed else (0.5, 0.5)
                if over_x / STRETCH < over_y:
                    xs[i], xs[j] = xs[i] - over_x * share_i, xs[j] + over_x * share_j
                else:
                    side = 1 if ys[j] >= ys[i] else -1
                    ys[i], ys[j] = ys[i] - side * over_y * share_i, ys[j] + side * over_y * share_j
        if not moved:
            break
    return _settled(dict(zip(keys, zip(xs, ys))), fixed)


def _settled(places: Places, fixed: str) -> Places:
    """What pushing did not bring apart is put in the nearest free spot, so that no overlap ever stays."""
    found, taken = {fixed: places[fixed]}, Taken([places[fixed]])
    for key, (x, y) in places.items():
        if key != fixed:
            found[key] = (x, y) if taken.free((x, y)) else next(s for dx, dy in NEAREST if taken.free(s := (x + dx, y + dy)))
            taken.add(found[key])
    return found


def beside(places: Places, anchor: str, fresh: Sequence[str]) -> Places:
    """Places for new cards near the card they were opened from; what stands stays where it is."""
    taken, found = Taken(places.values()), {}
    ax, ay = places[anchor]
    middle = _mean([x for x, _ in places.values()], 0), _mean([y for _, y in places.values()], 0)
    away = math.atan2(ay - middle[1], (ax - middle[0]) / STRETCH) if (ax, ay) != middle else math.pi / 2
    spots = sorted(NEAREST, key=lambda d: math.hypot(d[0] / STRETCH, d[1]) * (1.45 - 0.45 * math.cos(math.atan2(d[1], d[0] / STRETCH) - away)))
    for key in fresh:
        found[key] = next(s for dx, dy in spots if taken.free(s := (ax + dx, ay + dy)))
        taken.add(found[key])
    return found


class Taken:
    """Places of cards, kept so that asking whether a further one fits stays quick."""

    def __init__(self, places: Iterable[Place]):
        self._cells: dict[tuple[int, int], list[Place]] = {}
        for place in places:
            self.add(place)

    def add(self, place: Place) -> None:
        self._cells.setdefault((int(place[0] // ACROSS), int(place[1] // DOWN)), []).append(place)

    def free(self, place: Place) -> bool:
        column, row = int(place[0] // ACROSS), int(place[1] // DOWN)
        return not any(
            abs(place[0] - x) < ACROSS - 1 and abs(place[1] - y) < DOWN - 1
            for i in (column - 1, column, column + 1) for j in (row - 1, row, row + 1) for x, y in self._cells.get((i, j), ())
        )


LAYOUTS: dict[str, Callable[[Sequence[Item], Iterable[tuple[str, str]]], Places]] = {"lagen": layers, "rond": rings, "vrij": free}
