/** The site's one style sheet: system fonts, one accent, both schemes, and room. */
export const SITE_STYLE = `:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --ink: #1f2428; --soft: #5b6470; --line: #dcd9d1; --card: #ffffff; --accent: #1d5c78; --faint: #eef3f4; --warn: #8a4b12;
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #14181b; --ink: #e6e8e6; --soft: #a2abb3; --line: #2e353a; --card: #1a1f23; --accent: #7fc4e0; --faint: #1c262b; --warn: #e5b17e; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 17px/1.65 ui-sans-serif, system-ui, sans-serif; }
a { color: var(--accent); text-underline-offset: .2em; }
a:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
.skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem 1rem; }
.band { border-bottom: 1px solid var(--line); }
.wide { max-width: 64rem; margin: 0 auto; padding: 0 1.5rem; }
header .wide { display: flex; flex-wrap: wrap; gap: .25rem 2rem; align-items: baseline; padding-block: 1.25rem; }
header .name { font: 600 1.15rem/1.3 Georgia, "Times New Roman", serif; color: var(--ink); text-decoration: none; }
nav ul { display: flex; flex-wrap: wrap; gap: .15rem 1.05rem; margin: 0; padding: 0; list-style: none; font-size: .88rem; }
nav a { color: var(--soft); text-decoration: none; } nav a:hover { color: var(--accent); text-decoration: underline; }
nav a[aria-current] { color: var(--ink); text-decoration: underline; }
.demo { background: var(--faint); color: var(--warn); text-align: center; padding: .35rem 1rem; font-size: .9rem; margin: 0; max-width: none; }
main { padding-block: 3rem 4rem; }
h1 { font: 600 2.3rem/1.2 Georgia, "Times New Roman", serif; margin: 0 0 .6rem; letter-spacing: -.01em; max-width: 30ch; text-wrap: balance; }
h2 { font: 600 1.35rem/1.3 Georgia, "Times New Roman", serif; margin: 3rem 0 .6rem; }
p, li, dd { max-width: 42rem; } .lead { font-size: 1.15rem; color: var(--soft); margin-top: 0; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(10.4rem, 1fr)); gap: 1rem; margin: 2.25rem 0; padding: 0; list-style: none; }
.cards li { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1.1rem 1.2rem; }
.cards .value { display: block; font: 600 2rem/1.2 Georgia, serif; font-variant-numeric: tabular-nums; }
.cards .range { display: block; color: var(--soft); font-size: .88rem; font-variant-numeric: tabular-nums; }
.cards .what { display: block; margin-top: .5rem; font-size: .95rem; line-height: 1.4; }
figure { margin: 2rem 0; padding: 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: .6rem; }
figure > div:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
figure > div { overflow-x: auto; } figure svg { display: block; max-width: 100%; min-width: 42rem; height: auto; color: var(--ink); font-family: inherit; } figcaption { color: var(--soft); font-size: .9rem; margin-top: .5rem; }
.scroll { overflow-x: auto; } .scroll:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--soft); padding-bottom: .5rem; font-size: .9rem; }
th, td { text-align: left; padding: .45rem .9rem .45rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { color: var(--soft); font-weight: 500; } tbody th { font-weight: 500; } .number { text-align: right; white-space: nowrap; } .number + td:not(.number), .number + th:not(.number) { padding-left: 1.6rem; } .low { color: var(--soft); font-style: italic; }
code, pre { font: .88em/1.6 ui-monospace, "Cascadia Mono", Menlo, monospace; overflow-wrap: anywhere; } pre { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; overflow-x: auto; }
ul.plain { padding-left: 1.1rem; } .attacks { padding: 0; margin: 2rem 0; list-style: none; } .attacks li { border-top: 1px solid var(--line); padding: .9rem 0; max-width: none; } .attacks p { margin: .25rem 0 0; } .attacks .soft { color: var(--soft); } .passed { color: var(--accent); } .failed { color: var(--warn); }
footer { border-top: 1px solid var(--line); color: var(--soft); font-size: .9rem; } footer .wide { padding-block: 1.5rem 3rem; }
`;
