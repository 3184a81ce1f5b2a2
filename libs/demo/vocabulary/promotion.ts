import type { Words } from '../phrase.js';
import { lines, phrases } from './listed.js';

/** What a spammer sells. Claims are vague and silly on purpose: nothing here would help anyone to sell anything. */
export interface Theme {
  readonly name: string;
  /** Classes `product`, `promise`, `trouble`, `crowd`, `offer`. */
  readonly words: Words;
}

function theme(name: string, product: string, promise: string, trouble: string, crowd: string, offer: string): Theme {
  return {
    name,
    words: {
      product: phrases(product),
      promise: phrases(promise),
      trouble: phrases(trouble),
      crowd: phrases(crowd),
      offer: phrases(offer),
    },
  };
}

export const MEDICAL = theme(
  'dubious medical products',
  `moon balm; joint honey; sleep drops; focus gummies; liver tea; vitality patch; glow capsules; memory syrup; detox foot pads; copper socks;
   thyroid mist; hair tonic; gut powder; silver water; knee magnets; slimming seeds; aura salve; ear candles; breath crystals; berry extract`,
  `melts stubborn pounds; wakes tired joints; cleans the blood; restores youthful hair; calms racing thoughts; doubles stamina; flushes hidden
   toxins; sharpens memory; lifts low spirits; rebuilds cartilage; balances hormones; erases wrinkles; ends restless nights; warms cold hands; tames
   cravings; opens blocked sinuses; soothes angry skin; strengthens weak nails; revives old kidneys; quiets ringing ears`,
  `aching knees; sleepless nights; brain fog; thinning hair; bloated evenings; sugar crashes; cold feet; stiff shoulders; dull skin; low
   energy; noisy ears; swollen ankles; restless legs; morning headaches; weak nails; heavy eyelids`,
  `retired nurses; busy mothers; truck drivers; former athletes; village doctors; night workers; grandparents; yoga teachers; gardeners; office
   clerks; dancers; school cooks; bus drivers; fishermen; choir singers; carpenters`,
  `two jars for one; free shipping; forty percent off; a lifetime refill; a gift pouch; a secret price; a starter kit; no prescription; a monthly box;
   a doctor-free guarantee; a trial week; a family pack; a bonus booklet; a loyalty card`,
);

export const CRYPTO = theme(
  'coins and schemes',
  `yield vault; presale token; staking pool; arbitrage bot; mining share; meme coin; copy-trading desk; node licence; airdrop club; swap engine; gold-backed
   coin; signal group; lending pot; metaverse plot; wallet booster; quantum miner; launch pad; treasury note; gas-free chain; whale tracker`,
  `doubles deposits; pays every hour; never loses a day; beats every bank; mines while you sleep; locks in profit; mirrors the whales; refunds all
   fees; grows without risk; turns pocket money into rent; predicts each dip; compounds by itself; unlocks early access; triples referrals; pays in
   stable coins; skips the tax man`,
  `empty savings; low interest; bank fees; missed rallies; boring jobs; rising rents; weak currencies; frozen wallets; slow charts; lost keys;
   student debt; small pensions; high spreads; late entries; broken bots; greedy brokers`,
  `students; taxi drivers; young parents; nurses; teachers; gamers; retirees; waiters; soldiers; bakers; night guards; freelancers; farmers;
   stylists; electricians; librarians`,
  `a welcome bonus; zero fees; ten free tokens; a private channel; a doubled first deposit; early seats; an invitation code; a lucky draw; a gold badge;
   a whitelist spot; a matching bonus; a paid referral; a demo account; instant payout`,
);

export const REVIEWS = theme(
  'invented reviews',
  `seaside hotel; steam mop; dental studio; pizza oven; phone case; moving firm; garden hose; language school; coffee grinder; car wash; hair salon;
   air fryer; yoga mat; pet hotel; roofing crew; robot vacuum; wedding band; photo studio; bike shop; tax adviser`,
  `exceeded every hope; works like new; arrived before noon; saved our weekend; smells of fresh linen; fixed it at once; made my mother cry with
   joy; never broke once; answered within minutes; outshines the big brands; looks better than pictured; charged less than promised; remembered our
   names; cleaned up afterwards; deserves ten stars; won over my husband`,
  `rude clerks; late parcels; hidden fees; cold soup; thin walls; broken zips; weak motors; dusty rooms; long queues; lost bookings; wrong sizes;
   loud fans; dead batteries; blurry prints; leaky pipes; stale bread`,
  `our family; my cousins; the whole office; two neighbours; our book club; my students; the bridal party; our team; my parents; the kids; our guests;
   both uncles; my flatmates; the committee; old friends; our tenants`,
  `a free dessert; a spare filter; late checkout; a thank-you card; a small discount; a second coat; a free refill; an upgrade; a gift bag; a longer
   warranty; a welcome drink; an extra cushion; a tester; a birthday surprise`,
);

const JOBS = theme(
  'work from home',
  `envelope job; like-and-earn task; parcel desk; survey circle; typing gig; brand tester post; data entry seat; watch-and-earn plan; review team; mail
   sorting job; voucher agency; remote cashier post; avatar rental; caption job; hotel rating task; app installer role`,
  `pays daily; needs no papers; fits around children; starts tonight; pays per click; doubles on Sundays; asks no questions; trains you free; pays before you
   finish; grows every week; works from any phone; takes ten minutes; beats a salary; pays in vouchers; suits shy people; hires at once`,
  `unpaid bills; boring shifts; long commutes; strict bosses; short contracts; early alarms; small wages; slow replies; closed offices; lost seasons;
   late rent; empty fridges; tired feet; thin pay slips; expensive buses; cancelled shifts`,
  `students; young mothers; pensioners; drivers; cleaners; migrants; night owls; cooks; sellers; models; guards; waiters; carers; trainees; tailors; singers`,
  `a sign-up bonus; a paid training; a free phone; a first payout; a team chat; weekly prizes; a contract by mail; an advance; an equipment box; a mentor;
   flexible hours; a quick start; a referral fee; an attendance bonus`,
);

const BETTING = theme(
  'betting tips',
  `fixed-match sheet; roulette map; slot calendar; derby ticket; odds robot; lotto almanac; poker radar; tennis telegram; horse whisper list; bingo code; goal
   oracle; casino pass; parlay club; jackpot diary; card counter app; cricket vault`,
  `never misses twice; beats the house; wins on Mondays; knows the referee; pays triple; reads the wheel; turns five into fifty; breaks the streak; hits each
   corner; covers every loss; calls the final; spots loose machines; doubles quietly; wins in silence; skips the blanks; finds the late goal`,
  `losing streaks; bad tips; dead slots; late goals; greedy bookmakers; frozen bets; blank tickets; wrong odds; missed finals; cold hands; lazy horses;
   drawn games; weak pairs; rigged wheels; capped stakes; slow cash-outs`,
  `night players; taxi crews; barbers; students; fans; uncles; welders; fishermen; porters; bakers; drummers; tailors; sailors; traders; dealers; cousins`,
  `free spins; a first tip free; doubled stakes; a lucky number; insured bets; a weekend pass; cash back; a golden ticket; a private line; a bonus round;
   a rookie pack; boosted odds; a silent chat; a reload`,
);

const ESSAYS = theme(
  'essay mills',
  `thesis desk; essay kitchen; homework shuttle; dissertation nest; exam ghost; citation farm; lab report line; term paper club; case study mill; quiz rescue;
   admission letter shop; coursework garage; proposal studio; summary bench; grade lifter; seminar twin`,
  `passes every checker; meets each deadline; raises your grade; writes in your voice; cites real books; survives the viva; arrives overnight; fools the
   scanner; fits the rubric; keeps you rested; matches last year; answers your tutor; saves your weekend; adds the footnotes; rewrites for free; never
   repeats a line`,
  `late nights; blank pages; strict tutors; missing sources; cold coffee; failed modules; heavy reading; tight deadlines; dull topics; wrong margins; group
   work; lost notes; noisy dorms; resits; word limits; slow libraries`,
  `first-years; nursing students; exchange students; law students; athletes; commuters; night students; parents; interns; sophomores; engineers; musicians;
   historians; chemists; pilots; designers`,
  `a free outline; one page gratis; a plagiarism slip; unlimited edits; a first-order discount; a title page; a bundle price; an express lane; a buddy code;
   a draft preview; a refund pledge; an abstract; a reading list; a revision voucher`,
);

const FOLLOWERS = theme(
  'bought followers',
  `follower pack; like rocket; comment swarm; viewer boost; fan fountain; trend elevator; share engine; badge shortcut; playlist push; story looker; repost crew;
   poll filler; stream crowd; channel warmer; hashtag horn; profile polish`,
  `looks fully real; arrives within minutes; never drops; lifts you to trending; fills empty rooms; wakes the algorithm; drips slowly; speaks your language;
   stays for years; beats paid ads; shows up at night; likes old posts; comments kindly; passes every audit; brings the brands; grows on its own`,
  `empty streams; silent posts; shy channels; low reach; shadow limits; lost fans; flat charts; slow starts; jealous rivals; dead hashtags; ignored reels;
   missing views; weak launches; quiet comments; stuck counters; dull bios`,
  `rappers; bakers; coaches; painters; makeup artists; startups; streamers; DJs; florists; authors; trainers; barbers; clubs; cafes; podcasters; magicians`,
  `a free sample; hundred likes gratis; a refill promise; a bulk rate; a secret panel; a reseller key; a mixed bundle; a test drop; a silent mode; a slow drip;
   a country choice; a launch pack; a weekly top-up; an instant start`,
);

const RANKING = theme(
  'search-engine filler',
  `locksmith; plumber; mattress; mover; dentist; dog trainer; roof cleaner; divorce lawyer; tow truck; window fitter; pest team; carpet store; tyre shop; piano
   tuner; tattoo studio; chimney sweep; solar fitter; fence builder; key cutter; tree surgeon`,
  `tops every list; serves all districts; answers at midnight; quotes on the phone; beats any estimate; covers the whole county; shines on every map; sends two
   men; leaves no mess; ranks above the rest; knows each street; opens on holidays; prices by the hour; brings own tools; fixes at first visit; calls back in
   minutes`,
  `jammed locks; dripping taps; hidden charges; slow vans; cracked tiles; wasp nests; flat tyres; smoky chimneys; rotten fences; squeaky beds; fallen
   branches; foggy windows; broken keys; leaking roofs; dirty rugs; false notes`,
  `homeowners; landlords; tenants; shopkeepers; hotel managers; newlyweds; pensioners; caretakers; students; restaurant owners; young families; drivers; schools;
   churches; clinics; clubs`,
  `a free visit; a same-day slot; a senior rate; a written quote; a call-out waiver; a two-year promise; a spring offer; a neighbour bonus; a spare key; a
   photo report; a fixed price; a weekend rate; a first check; a loyalty stamp`,
);

/** Themes of small actors, in no order. */
export const THEMES: readonly Theme[] = [MEDICAL, CRYPTO, REVIEWS, JOBS, BETTING, ESSAYS, FOLLOWERS, RANKING];

/** Sentences promotion is made of. `brand` and `domain` are the spammer's own. */
export const PITCHES: readonly string[] = lines(`
  Tired of {trouble} and {trouble}? {brand} {product} {promise}, say {crowd} {where}.
  {crowd} across {city} whisper about {brand}, the {quality} {product} that {adverb} {promise}.
  Forget {trouble}; our {product} {promise} and {adverb} {promise}.
  Since {month} my {product} from {brand} {promise}, {link} I threw away the rest.
  Only {#} {product} lots left {where}, each with {offer}.
  No more {trouble}, {name} laughed, holding her {quality} {product}.
  Ask {crowd}: {brand} {adverb} {promise}.
  The {quality} {matter} behind {brand} is a {product} which {promise}.
  Order {when} and get {offer} plus {offer} at https://{domain}.example/{slug}.
  Claim {offer} {when}, just tap https://{domain}.example/{slug} before {city} wakes.
  Visit https://{domain}.example/{slug} for {offer}, {#} {crowd} already did.
  Details under https://{domain}.example/{slug}, {offer} ends {when}.
  {name} {surname} from {city} wrote that {trouble} vanished {when}.
  Experts hate this {product}, because it {promise} while {crowd} rest.
  What {crowd} never tell you: one {product} {promise}, two {adverb} {promise}.
  {quality} people choose {brand}; {quality} ones keep their {trouble}.
  My {matter} changed {when} thanks to {brand}, {quality} and {quality}.
  Look at {city}: {#} {crowd}, zero {trouble}, one {product}.
  Say goodbye to {trouble} with {offer} from {brand} {where}.
  Every {product} by {brand} {promise}, or {name} pays you back {adverb}.
  It {promise}, it {promise}, and {link} it comes with {offer}.
  Share this {product} with {crowd} who suffer from {trouble}.
  Nobody at {brand} expected that a {quality} {product} {promise} so {adverb}.
  Between {trouble} and {brand} I know my {matter}.
  {brand} gave {crowd} {where} {offer}, no {matter} asked.
  Do not wait until {trouble} win; {brand} {promise} {when}.
  Five stars from {name}, {name} and {#} {crowd} {where}.
  Imagine {trouble} gone {when}, a {quality} {matter}, and {offer} on top.
  Why pay for {trouble}? A {quality} {product} {promise} for less.
  Trust {crowd}, not {crowd}: the {product} {adverb} {promise}.
  Here in {city} the {product} called {brand} {promise} {when}.
  A {quality} secret of {crowd} {where} is now {quality}: {brand}.
  Each evening {#} {crowd} thank {brand} for a {quality} {matter}.
  Once {name} tried it, {trouble} turned into {quality} {matter}.
  {brand}, {quality}, {quality}, {quality}, and it {promise}.
  Even {crowd} with {trouble} report {quality} {matter} after {#} days.
`);

/** How a spammer asks for such a text. */
export const ORDERS: readonly string[] = lines(`
  Write a {tone} post of {#} words in which {crowd} praise {brand} {product}, mention {offer} and link {domain}.example.
  Vary this advert, keep {brand} and {domain}.example, speak to {crowd}, stress that it {promise}, add {offer}.
  Produce comment {#} for {brand}: {tone}, first person, {crowd}, {trouble} solved, {product} {promise}, end with {domain}.example.
  New {tone} text for campaign {brand} in {city}: {product}, {trouble}, {offer}, {domain}.example.
  Rephrase as a happy customer named {name}: {product} by {brand} {promise}, no {trouble}, see {domain}.example.
  Another variant please, {tone}, for {crowd} with {trouble}, product {brand} {product}, address {domain}.example, {offer}.
`);
