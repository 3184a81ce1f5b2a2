import { lines } from './listed.js';

/** Sentences of newsletters whose readers asked for them. */
export const NEWSLETTER: readonly string[] = lines(`
  Good morning from the desk of {brand}, your {quality} letter for {city}.
  In this issue {name} {surname} meets {surname} about {quality} {matter}.
  Our reading tip: the {quality} {matter} of {surname}, {#} pages.
  The calendar lists {#} dates {where}, among them the {quality} {matter} evening.
  Letters to {brand} praised {name}'s {quality} column on {matter}.
  From the archive: {month} {year}, when {city} debated {matter}.
  Next {matter} the {surname} hall shows {quality} {matter} by {name} {surname}.
  Members of {brand} vote {when} on the {quality} {matter}.
  You receive this letter because you subscribed to {brand}; leave any time through https://{domain}.example/leave.
`);
