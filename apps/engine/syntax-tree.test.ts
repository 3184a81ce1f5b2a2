import { expect, test } from 'vitest';
import { descendants, treeOf } from './syntax-tree.js';

test('indentation makes the tree; aliases and counts are no part of a name', () => {
  const tree = treeOf(
    'A (children 2)\n Function f (alias x) (children 1)\n  ExpressionList\n TableIdentifier d.t (alias u)\n',
  );
  expect([...descendants(tree)].map(({ node, parent }) => [parent.kind, node.kind, node.name])).toEqual([
    ['', 'A', ''],
    ['A', 'Function', 'f'],
    ['Function', 'ExpressionList', ''],
    ['A', 'TableIdentifier', 'd.t'],
  ]);
});
