import type { Session } from 'chdb';
import { faultOf } from './fault.js';

/** A node of the engine's own parse of a statement. */
export interface Node {
  /** `Function`, `TableIdentifier`, … */
  kind: string;
  /** The function's or table's name, where the node has one. */
  name: string;
  children: Node[];
}

const LINE = /^( *)(\S+)(?: (.*))?$/s;

/**
 * How the engine reads a statement, without running any of it.
 *
 * The engine's parser decides what is a table and what a function, so that nothing hides in its grammar. Constants and
 * scalar subqueries stay uncomputed, unlike in a query tree.
 *
 * @param sql  one statement whose quoted names hold no line ends, else names could pose as nodes
 * @throws {Fault} SYNTAX_ERROR as the engine says it
 */
export async function syntaxTree(session: Session, sql: string): Promise<Node> {
  let text: string;
  try {
    text = (await session.queryAsync(`EXPLAIN AST ${sql}`, { format: 'TSVRaw' })).text();
  } catch (cause) {
    throw faultOf(cause);
  }
  return treeOf(text);
}

/** Reads the engine's print-out: one node a line, one space a level. */
export function treeOf(text: string): Node {
  const root: Node = { kind: '', name: '', children: [] };
  const path = [root];
  for (const line of text.split('\n')) {
    const [, indent, kind, rest] = LINE.exec(line) ?? [];
    if (indent === undefined || kind === undefined) continue;
    const name = (rest ?? '').replace(/ ?\((?:alias|children) .*$/s, '');
    const node: Node = { kind, name, children: [] };
    path.length = indent.length + 1;
    path.at(-1)?.children.push(node);
    path.push(node);
  }
  return root;
}

/** Every node below, with the node it hangs on. */
export function* descendants(node: Node): Generator<{ node: Node; parent: Node }> {
  for (const child of node.children) {
    yield { node: child, parent: node };
    yield* descendants(child);
  }
}
