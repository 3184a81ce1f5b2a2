/** Host that a payload would have a browser ask; the policy of contents lets it reach none but our own. */
export const ELSEWHERE = 'out.example';

/** What would run, fetch, redraw or mislead, were it ever taken for anything but text; `hit` is defined nowhere. */
const VECTORS = [
  '<script>hit()</script>',
  '<img src=x onerror=hit()>',
  `<img src="https://${ELSEWHERE}/p.png">`,
  '<svg onload=hit()><script>hit()</script></svg>',
  `<iframe src="https://${ELSEWHERE}/"></iframe>`,
  `<style>@import "https://${ELSEWHERE}/a.css"; main { display: none }</style>`,
  '" onmouseover="hit()" x="',
  "' onfocus='hit()' autofocus x='",
  '[see here](javascript:hit())',
  `![p](https://${ELSEWHERE}/p.png)`,
  '<a href="javascript:hit()">see here</a>',
  `<base href="https://${ELSEWHERE}/">`,
  `<meta http-equiv="refresh" content="0;url=https://${ELSEWHERE}/">`,
  `<link rel="stylesheet" href="https://${ELSEWHERE}/a.css">`,
  '<object data="data:text/html,<script>hit()</script>"></object>',
  `<form action="https://${ELSEWHERE}/"><input autofocus onfocus=hit()></form>`,
  `\u001b[31mred\u001b[0m \u001b]8;;https://${ELSEWHERE}\u0007here\u001b]8;;\u0007`,
  '{{constructor.constructor("hit()")()}}',
  '</textarea></title><script>hit()</script>',
  `<video src="https://${ELSEWHERE}/v" onerror=hit()></video>`,
  '\u202e)(tih\u202c hit()',
  '<details open ontoggle=hit()>more</details>',
  `<div style="background: url(https://${ELSEWHERE}/b.png)">ground</div>`,
  '<noscript><p title="</noscript><img src=x onerror=hit()>"></noscript>',
  '<math><mtext></mtext><style><img src=x onerror=hit()></style></math>',
];

/** Ways to write one of them so that it slips past whoever looks for its usual form. */
const DISGUISES: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.toUpperCase(),
  (text) => `">${text}`,
  (text) => `'>${text}<!--`,
  (text) => text.replaceAll(' ', '/'),
  (text) => text.replaceAll(' ', '\t'),
  (text) => text.replaceAll('<', '<\u200b'),
  (text) => text.replaceAll('<', '&lt;'),
  (text) => text.replaceAll('<', '&#x3c;'),
  (text) => `]]>${text}`,
  (text) => `-->${text}`,
  (text) => `</p></li></td>${text}`,
  (text) => `\`\`\`\n${text}`,
  (text) => text.replace('hit()', 'hit&#40;&#41;'),
  (text) => `<b>${text}</b>`,
  (text) => text.replaceAll('<', '\uff1c').replaceAll('>', '\uff1e'),
  (text) => `<<${text}>>`,
  (text) => encodeURIComponent(text),
  (text) => text.replaceAll('"', "'"),
  (text) => `${text}${text}`,
];

/**
 * Texts of somebody who attacks whoever reads them, each other than the rest and of at most 256 bytes.
 *
 * @param count  at most 500: each of 25 vectors in 20 disguises; the first 25 wear none
 */
export function hostileTexts(count: number): string[] {
  const all = DISGUISES.flatMap((disguise, nth) => VECTORS.map((vector) => cut(`${nth}${disguise(vector)}`)));
  return all.slice(0, count);
}

/** A model's name has at most 256 bytes. */
function cut(text: string): string {
  return Buffer.from(text).subarray(0, 256).toString().replaceAll('\ufffd', '');
}
