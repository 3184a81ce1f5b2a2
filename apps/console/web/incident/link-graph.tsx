import { useNavigate } from '@tanstack/react-router';
import Graph from 'graphology';
import { useEffect, useRef, useState } from 'react';
import Sigma from 'sigma';
import type { Links } from '../api/answers.js';
import { counted } from '../parts/numbers.js';
import { useSchemeOnPage } from '../parts/use-scheme-on-page.js';
import classes from './link-graph.module.css';
import { placeNodes } from './place-nodes.js';

/** What a node stands for, by the custom property that has its colour. */
const COLOURS = {
  account: '--series',
  template: '--critical',
  domain: '--high',
  contact: '--medium',
  network: '--good',
  payment: '--low',
} as const;

type NodeKind = keyof typeof COLOURS;

/** Accounts and the things they share: a thing held by many stands among its holders. */
export default function LinkGraph({ links, onTable }: { readonly links: Links; readonly onTable: () => void }) {
  const room = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const scheme = useSchemeOnPage();
  const [isDrawable, setDrawable] = useState(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another scheme has other colours
  useEffect(() => {
    if (room.current === null) return undefined;
    const style = getComputedStyle(document.documentElement);
    const colour = (kind: NodeKind) => style.getPropertyValue(COLOURS[kind]).trim();
    try {
      const sigma = new Sigma(graphOf(links, colour, style.getPropertyValue('--line-strong').trim()), room.current, {
        labelColor: { color: style.getPropertyValue('--text').trim() },
        labelFont: style.getPropertyValue('--mantine-font-family').trim(),
        labelSize: 12,
        labelRenderedSizeThreshold: 7,
        defaultDrawNodeHover: () => undefined,
        allowInvalidContainer: true,
      });
      sigma.on('doubleClickNode', ({ node, preventSigmaDefault }) => {
        preventSigmaDefault();
        const [kind, id] = node.split(' ') as [string, string];
        if (kind === 'account') void navigate({ to: '/accounts/$id', params: { id } });
      });
      return () => sigma.kill();
    } catch {
      // Browsers without WebGL have the table.
      setDrawable(false);
      return undefined;
    }
  }, [links, navigate, scheme]);
  if (!isDrawable) {
    return (
      <p role="status">
        This browser cannot draw the graph.{' '}
        <button type="button" onClick={onTable}>
          Show the table
        </button>
      </p>
    );
  }
  const kinds = [...new Set(links.things.map(({ kind }) => kind))];
  return (
    <>
      <div
        ref={room}
        className={classes.room}
        role="img"
        aria-label={`${counted(links.accounts.length, 'account')} and ${counted(links.things.length, 'thing')} that two of them or more hold; the table says the same`}
      />
      <ul className={classes.legend}>
        {(['account', ...kinds] as const).map((kind) => (
          <li key={kind}>
            <span style={{ background: `var(${COLOURS[kind]})` }} aria-hidden="true" />
            {kind}
          </li>
        ))}
        <li>larger: held by more · double click opens an account</li>
      </ul>
    </>
  );
}

function graphOf({ things, links }: Links, colour: (kind: NodeKind) => string, line: string): Graph {
  const graph = new Graph();
  // Accounts that share nothing would only be dust around the picture.
  const accounts = [...new Set(links.map(({ account }) => account))];
  const names = [...accounts.map((id) => `account ${id}`), ...things.map(({ kind, id }) => `${kind} ${id}`)];
  const index = new Map(names.map((name, place) => [name, place]));
  const pairs = links.map(
    ({ account, kind, thing }) => [index.get(`account ${account}`) ?? 0, index.get(`${kind} ${thing}`) ?? 0] as const,
  );
  const places = placeNodes(names.length, pairs);
  for (const id of accounts) {
    const name = `account ${id}`;
    graph.addNode(name, { ...places[index.get(name) ?? 0], size: 7, color: colour('account'), label: id.slice(0, 6) });
  }
  for (const { kind, id, holders } of things) {
    const name = `${kind} ${id}`;
    const size = 4 + 2 * Math.log2(holders);
    graph.addNode(name, { ...places[index.get(name) ?? 0], size, color: colour(kind), label: `${kind}, ${holders}` });
  }
  for (const { account, kind, thing } of links) {
    graph.addEdge(`account ${account}`, `${kind} ${thing}`, { color: line, size: 1 });
  }
  return graph;
}
