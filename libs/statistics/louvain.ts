/** Two things and how strongly they belong together, above zero. */
export type Tie = readonly [one: number, other: number, weight: number];

/** Gain below which a move is rounding, as a share of twice the weight of all ties. */
const LEAST_GAIN = 1e-12;

/**
 * Groups things so that ties within groups outweigh what chance would tie between them, where chance gives each thing
 * the weight it has and draws the other end anew: modularity.
 *
 * V. D. Blondel and others, "Fast unfolding of communities in large networks", Journal of Statistical Mechanics
 * (2008) P10008: each thing moves to the neighbouring group where modularity gains most, then groups become things.
 * Things are visited in an order drawn from the seed, so that the same ties give the same groups.
 *
 * @param count       how many things there are; they are numbered from 0
 * @param ties        each pair once, in an order that does not change from run to run
 * @param seed        whole number
 * @param resolution  1 for modularity as published; larger gives smaller groups
 * @returns           every group, each ascending, groups in the order of their smallest number
 */
export function louvain(count: number, ties: readonly Tie[], seed: number, resolution = 1): number[][] {
  const degree = new Array<number>(count).fill(0);
  for (const [one, other, weight] of ties) {
    degree[one] = (degree[one] as number) + weight;
    degree[other] = (degree[other] as number) + weight;
  }
  const scale = Math.sqrt(resolution / Math.max(Number.MIN_VALUE, sum(degree)));
  return groupsBeyondChance(
    count,
    ties,
    degree.map((weight) => (weight === 0 ? 0 : weight * scale)),
    seed,
  );
}

/**
 * Groups things so that ties within groups outweigh what a known chance would tie there.
 *
 * J. Reichardt and S. Bornholdt, "Statistical mechanics of community detection", Physical Review E 74 (2006) 016110, found as
 * by `louvain`. As chance is known from elsewhere and not drawn from these ties, whether two groups are one does not hang on how
 * many others there are: V. A. Traag, P. Van Dooren and Y. Nesterov, "Narrow scope for resolution-limit-free community
 * detection", Physical Review E 84 (2011) 016114.
 *
 * @param count  how many things there are; they are numbered from 0
 * @param ties   each pair once, in an order that does not change from run to run
 * @param pulls  by thing, not negative: the product of two is the weight that chance puts between them
 * @param seed   whole number
 * @returns      every group, each ascending, groups in the order of their smallest number
 */
export function groupsBeyondChance(
  count: number,
  ties: readonly Tie[],
  pulls: readonly number[],
  seed: number,
): number[][] {
  const chance = generator(seed);
  const rounding = 2 * LEAST_GAIN * sum(ties.map(([, , weight]) => weight));
  let level = graphOf(count, ties, pulls);
  let home = Array.from({ length: count }, (_, thing) => thing);
  for (;;) {
    const groups = settle(level, chance, rounding);
    const numbers = renumbered(groups);
    home = home.map((node) => numbers[node] as number);
    const groupCount = Math.max(-1, ...numbers) + 1;
    if (groupCount === level.neighbours.length) return listed(home);
    level = condensed(level, numbers, groupCount);
  }
}

interface Graph {
  /** Weight to each neighbour, by node. */
  readonly neighbours: readonly ReadonlyMap<number, number>[];
  /** By node; of a node that was a group, the sum of its things. */
  readonly pulls: readonly number[];
}

function graphOf(count: number, ties: readonly Tie[], pulls: readonly number[]): Graph {
  const neighbours = Array.from({ length: count }, () => new Map<number, number>());
  for (const [one, other, weight] of ties) {
    if (one === other) continue;
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      const known = neighbours[from] as Map<number, number>;
      known.set(to, (known.get(to) ?? 0) + weight);
    }
  }
  return { neighbours, pulls };
}

/** Moves nodes between groups, or out of them, until nobody gains. @returns group by node */
function settle({ neighbours, pulls }: Graph, chance: () => number, rounding: number): number[] {
  const group = pulls.map((_, node) => node);
  const total = [...pulls];
  const size = pulls.map(() => 1);
  const empty: number[] = [];
  const order = shuffled(group, chance);
  for (let moved = true; moved; ) {
    moved = false;
    for (const node of order) {
      const own = pulls[node] as number;
      const from = group[node] as number;
      const weightTo = new Map<number, number>([[from, 0]]);
      for (const [near, weight] of neighbours[node] as ReadonlyMap<number, number>) {
        const there = group[near] as number;
        weightTo.set(there, (weightTo.get(there) ?? 0) + weight);
      }
      size[from] = (size[from] as number) - 1;
      total[from] = size[from] === 0 ? 0 : (total[from] as number) - own;
      const gain = (to: number) => (weightTo.get(to) as number) - own * (total[to] as number);
      let best = from;
      for (const to of weightTo.keys()) if (gain(to) > gain(best) + rounding) best = to;
      // Better alone than where chance ties more.
      if (gain(best) < -rounding) best = empty.pop() as number;
      if (size[from] === 0 && best !== from) empty.push(from);
      size[best] = (size[best] as number) + 1;
      total[best] = (total[best] as number) + own;
      group[node] = best;
      moved ||= best !== from;
    }
  }
  return group;
}

function condensed({ neighbours, pulls }: Graph, group: readonly number[], count: number): Graph {
  const ties: Tie[] = [];
  const total = new Array<number>(count).fill(0);
  for (const [node, near] of neighbours.entries()) {
    const here = group[node] as number;
    total[here] = (total[here] as number) + (pulls[node] as number);
    for (const [other, weight] of near) if (node < other) ties.push([here, group[other] as number, weight]);
  }
  return graphOf(count, ties, total);
}

/** The same groups, numbered from 0 in the order they appear. */
function renumbered(groups: readonly number[]): number[] {
  const numbers = new Map<number, number>();
  return groups.map((group) => {
    const number = numbers.get(group) ?? numbers.size;
    numbers.set(group, number);
    return number;
  });
}

function listed(home: readonly number[]): number[][] {
  const groups: number[][] = [];
  for (const [thing, group] of renumbered(home).entries()) {
    groups[group] ??= [];
    groups[group].push(thing);
  }
  return groups;
}

function shuffled(things: readonly number[], chance: () => number): number[] {
  const order = [...things];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(chance() * (last + 1));
    [order[last], order[other]] = [order[other] as number, order[last] as number];
  }
  return order;
}

/** Mulberry32: 32 bits of state are plenty to break ties of visiting order. @returns numbers in [0, 1) */
function generator(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
