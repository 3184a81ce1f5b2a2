import { listed, phrases } from './listed.js';

/** Words any writer uses, whatever the subject. */
export const general = {
  quality: listed(`
    able absent abrupt accurate active actual adequate ample ancient annual apparent awkward balanced bare basic blunt bold
    brief bright broad broken busy calm careful casual cautious central cheap chief civil clean clear clever close clumsy cold
    common compact complete complex concise constant content correct costly crisp crowded curious current daily damp dark dated
    deep delicate dense direct distant double dry dull eager early easy elegant empty entire equal even exact expected extra
    faint fair familiar famous fast final fine firm flat flexible fluent foreign formal fragile free frequent fresh full
    general gentle genuine good gradual grand handy hard harsh heavy hidden high honest huge human humble idle ideal immediate
    inner intense joint junior keen large late lasting lean light likely limited literal little local lonely long loose
    loud low loyal lucky main major manual mature mild minor missing mixed modern modest mutual narrow native natural neat neutral
    noisy normal novel obvious odd old open ordinary original outer overdue painful partial patient perfect plain pleasant
    poor popular possible practical precise previous private prompt proper proud public pure quick quiet random rapid rare raw
    ready real recent regular relevant reliable remote rich rigid robust rough round safe secure senior sensible separate serious
    shallow sharp short silent simple single slight slow small smooth sober solid sound spare special stable steady steep stiff
    strange strict strong stubborn subtle sudden sturdy suitable sure sweet swift tall tame tender thick thin tidy tight tiny tired
    total tough true typical uneven unique unusual urgent useful usual vague valid vast verbal vital vivid warm weak wide wild
    wise wrong yearly young`),
  adverb: listed(`
    again almost already always anyway apparently barely basically briefly broadly calmly carefully certainly clearly closely
    constantly correctly currently directly early easily entirely equally eventually evidently exactly explicitly fairly finally
    firmly formally frankly freely frequently fully gently gradually greatly hardly honestly hopefully immediately indeed instead
    largely lately locally loosely mainly merely mildly mostly naturally nearly neatly nicely normally noticeably obviously
    occasionally oddly often openly otherwise partly patiently perfectly perhaps plainly politely poorly possibly precisely
    presumably previously privately probably promptly properly publicly quickly quietly randomly rapidly rarely readily recently
    regularly reliably remotely repeatedly roughly sadly safely scarcely separately seriously sharply shortly silently simply
    slightly slowly smoothly softly somehow sometimes somewhat soon specifically steadily still strictly strongly suddenly
    supposedly surely temporarily thoroughly tightly together twice typically unexpectedly usually vaguely weekly widely`),
  matter: listed(`
    accuracy advice agreement ambition answer approach argument aspect attempt attention balance barrier basis benefit border burden
    calendar capacity category cause challenge chance change chapter choice circle claim clarity column comfort comment compromise
    concern condition confusion consent context contrast corner courage criterion custom damage danger deadline debate decision
    degree delay demand detail difference direction discipline distance doubt duty effort emphasis energy error estimate evidence
    example exception exercise expectation expense experience failure fault favour feature figure flaw focus format fraction
    friction function future gap gesture glance goal guess guideline habit handover hazard hesitation hint history hope impact
    impression incident influence input insight intention interest interval issue judgement knowledge label lack layer lesson level
    limit logic loss luck margin measure memory merit method milestone mistake mixture moment mood motive movement need notice number
    objection obstacle occasion offer option order origin outcome outline overview pace panic pattern pause permission phase picture
    pitfall plan point pressure priority problem process progress promise proof proposal purpose quality question range rate reaction
    reason record relief remark repair reply request reserve respect response result review rhythm risk role routine rule sample scale
    schedule scope sense sequence shape shift shortage signal silence situation skill solution source speed stage standard step
    strategy strength stress structure style subject substance success summary supply support surprise survey talent target task
    taste tension theme theory threat timing tone topic tradition trend trial trouble trust truth turn update urgency variety
    version view visit volume warning weakness weight wish worry`),
  when: phrases(`
    yesterday; last week; this morning; since Monday; on Tuesday; every Wednesday; before Thursday; until Friday; over the weekend;
    two days ago; after lunch; around noon; at midnight; in {month}; by early {month}; since late {month}; during {month}; next
    {month}; within {#} minutes; for {#} days; after {#} hours; last spring; this autumn; all winter; each quarter; twice yearly; recently; early; shortly before closing; between two meetings; most evenings; after the holidays; fortnightly; since {year}; back in {year}; by {month} {year}; on {month} {#}; after breakfast; later today; tonight; tomorrow; any day now; most mornings; on
    Sunday afternoon; at peak hours; while travelling; under time pressure; as of today`),
  where: phrases(`
    in {city}; near {city}; outside {city}; at our {city} office; upstairs; abroad; online; at home; between {city} and {city}; downtown; at
    the {surname} branch; in {name}'s office; on paper; at {surname} and {surname}; in most branches; off {city}; around {city}; at {name}'s;
    opposite {surname}'s; on screen; in {city} and {city}; by mail; on site; in person`),
  link: phrases(`
    however; meanwhile; besides; in short; hence; for instance; even so; in practice; after all; to be fair; above
    all; at first; by contrast; so far; oddly enough; as {name} noted; according to {name}; to my surprise; as agreed with {name}; in {name}'s opinion; unlike before; at least; in theory; given
    this; with hindsight; as {name} {surname} wrote; from {city}'s point of view; on reflection; for now; in any case; strictly
    speaking; put simply; in return; on balance; all told; in fairness; as usual; just in case`),
  month: listed('January February March April May June July August September October November December'),
  year: listed('2014 2015 2016 2017 2018 2019 2020 2021 2022 2023 2024 2025'),
  tone: listed(`
    friendly formal warm neutral brisk polite calm confident playful modest plain encouraging precise sober lively firm
    sympathetic upbeat dry humorous respectful apologetic persuasive factual gentle crisp academic casual`),
  length: phrases(`
    {#} words; {#} lines; {tone} bullets; {#} sentences; one paragraph; {#} points; a {tone} table; half a page; a {tone} checklist; a
    {quality} list; {#} characters; {#} steps; {tone} prose; {quality} columns; no headings; a {quality} heading`),
};
