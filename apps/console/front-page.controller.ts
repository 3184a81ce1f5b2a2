import { createHash } from 'node:crypto';
import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { OpenToAll } from './access/allows.js';
import { DEMO } from './tokens.js';

const STYLE =
  'html{color-scheme:light dark}' +
  'body{font:16px/1.5 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem;color:light-dark(#1b1f24,#e6e9ee);background:light-dark(#fff,#14171b)}' +
  'h1{font-size:1.6rem}a{color:light-dark(#0b57d0,#8ab4f8)}code{background:light-dark(#eef1f4,#262b31);padding:.1rem .3rem;border-radius:.2rem}' +
  '.demo{background:#7a1f00;color:#fff;padding:.6rem 1rem;border-radius:.3rem;font-weight:600}';

/** The page loads nothing and runs nothing; only its own style passes. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const page = (demo: boolean) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${demo ? 'DEMO · ' : ''}Usewatch</title>
<style>${STYLE}</style>
</head>
<body>
${demo ? '<p class="demo" role="status">DEMO: every account, incident and number here is invented.</p>\n' : ''}<h1>Usewatch</h1>
<p>Usewatch finds misuse in the usage logs of an AI API, helps people decide what to do about it, and publishes what
happened as statistics that protect every account.</p>
<ul>
<li><a href="/docs">The JSON API</a>, to read and to try; as a <a href="/openapi.json">document for programs</a></li>
<li><a href="/health/ready">Whether everything behind it answers</a></li>
</ul>
<p>A key is made by <code>npm run -s usewatch -- key create NAME --scope incidents:read</code>.</p>
</body>
</html>
`;

/** Says what this is to whoever opens it in a browser. */
@ApiExcludeController()
@Controller()
export class FrontPageController {
  constructor(@Inject(DEMO) private readonly demo: boolean) {}

  @Get()
  @OpenToAll()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', POLICY)
  show(): string {
    return page(this.demo);
  }
}
