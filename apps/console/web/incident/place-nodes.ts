/** A place in the plane; the whole picture lies in about -1..1. */
export interface Place {
  x: number;
  y: number;
}

/** Rounds of pushing and pulling; after them hardly anything moves. */
const ROUNDS = 160;

/**
 * Finds a place for each node so that what is linked lies together: nodes push each other away, links pull.
 *
 * The same graph always comes out the same, so that a person finds again what they saw. Grows with the square of the nodes;
 * whoever calls keeps them under a thousand.
 *
 * @param count  nodes, named 0 to count - 1
 * @param links  pairs of nodes
 *
 * Source: Fruchterman and Reingold, Software: Practice and Experience 21 (1991), 1129–1164.
 */
export function placeNodes(count: number, links: readonly (readonly [number, number])[]): Place[] {
  // A sunflower's seeds: even, and never two in one place.
  const places = Array.from({ length: count }, (_, node) => {
    const [angle, reach] = [node * 2.399963, Math.sqrt((node + 0.5) / count)];
    return { x: reach * Math.cos(angle), y: reach * Math.sin(angle) };
  });
  const ideal = 1.4 / Math.sqrt(Math.max(count, 1));
  for (let round = 0; round < ROUNDS; round++) {
    const moves = places.map(() => ({ x: 0, y: 0 }));
    push(places, moves, ideal);
    pull(places, moves, links, ideal);
    const heat = 0.12 * (1 - round / ROUNDS);
    places.forEach((place, node) => {
      const move = moves[node] as Place;
      // Towards the middle a little, or parts that nothing links would drift out of sight.
      move.x -= place.x * 0.35 * ideal;
      move.y -= place.y * 0.35 * ideal;
      const length = Math.hypot(move.x, move.y) || 1;
      place.x += (move.x / length) * Math.min(length, heat);
      place.y += (move.y / length) * Math.min(length, heat);
    });
  }
  return places;
}

function push(places: readonly Place[], moves: Place[], ideal: number): void {
  for (let one = 0; one < places.length; one++) {
    for (let other = one + 1; other < places.length; other++) {
      const [a, b] = [places[one] as Place, places[other] as Place];
      const [x, y] = [a.x - b.x, a.y - b.y];
      const force = (ideal * ideal) / Math.max(x * x + y * y, 1e-4);
      shift(moves, one, x * force, y * force);
      shift(moves, other, -x * force, -y * force);
    }
  }
}

function pull(
  places: readonly Place[],
  moves: Place[],
  links: readonly (readonly [number, number])[],
  ideal: number,
): void {
  for (const [one, other] of links) {
    const [a, b] = [places[one] as Place, places[other] as Place];
    const [x, y] = [a.x - b.x, a.y - b.y];
    const force = Math.hypot(x, y) / ideal;
    shift(moves, one, -x * force, -y * force);
    shift(moves, other, x * force, y * force);
  }
}

function shift(moves: Place[], node: number, x: number, y: number): void {
  const move = moves[node] as Place;
  move.x += x;
  move.y += y;
}
