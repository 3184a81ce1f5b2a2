import { topic } from './topic.js';

/** Lessons, exercises and explanations for learners. */
export const tutoring = topic({
  name: 'tutoring',
  things: `acid adjective algorithm angle antibody area artery atom axis bacterium bond calculus cell century chapter chord chromosome
    circle circuit clause climate colony comet compass compound conjugation constellation continent coordinate crystal current
    delta democracy denominator density derivative desert diagram dialect dictation digit dynasty earthquake eclipse ecosystem
    electron element ellipse empire enzyme epic equation equator erosion essay estuary exercise experiment exponent fable factor
    fossil fraction frequency function galaxy gas gene glacier glossary gradient grammar graph gravity habitat hemisphere hormone
    hypothesis idiom inequality integer integral ion isotope kingdom lava lens lever limerick logarithm magnet mammal map margin
    matrix membrane metaphor meteor mineral mitosis molecule momentum monarchy moon mountain multiple muscle myth narrator neuron noun
    nucleus orbit organ oxide parabola paragraph parliament particle perimeter photon planet plateau plot poem polygon polymer
    prefix prism probability pronoun protein proton pyramid quadrant quotient radius ratio reef reflex republic resistor
    revolution rhyme river salt satire sentence sonnet species spectrum stanza suffix sum sunspot symbol syllable synonym tangent
    temperature theorem tide tissue treaty triangle tribe tundra variable vector velocity verb vertex vitamin volcano voltage vowel wave`,
  people: `pupil student teacher tutor classmate examiner parent professor reader scientist historian poet beginner`,
  verbs: `absorb add approach balance bend bound break calculate carry cause change circle classify collide combine compare complete
    compose conduct connect contain convert cool count cross cube decay define describe differentiate dissolve divide double draw
    emit equal erode estimate evaporate expand explain factor follow form graph grow heat illustrate increase influence integrate
    intersect invent label lead lengthen link locate mark measure melt mirror modify move multiply name neutralise orbit
    oxidise paraphrase predict produce prove quote raise reach react rearrange recite reduce reflect refract replace represent rhyme
    rotate round ruin separate shift simplify solve spell split square stretch substitute subtract symbolise test touch trace
    translate trigger underline unite vary weigh`,
  traits: `acidic acute ancient aquatic arid atomic binary boiling carnivorous celestial cellular chemical classical coastal colonial complex
    concave conditional congruent constant convex cubic curved decimal diagonal dominant electric elliptic equatorial even exponential
    feudal figurative finite fluid fossilised frozen geometric glacial gravitational harmonic horizontal hyperbolic infinite
    inverse irregular kinetic linear liquid literary lunar magnetic medieval metallic microscopic molecular narrative negative
    nocturnal nuclear numeric oblique odd optical organic parallel passive periodic perpendicular phonetic polar positive prime
    quadratic radial radioactive random rational recessive reflexive revolutionary rhetorical romantic saturated seismic solar
    spherical square statistical subjunctive subtropical symbolic symmetric tectonic thermal tidal tragic tropical vertical volcanic`,
  jobs: `worked example; quiz of {#} questions; lesson plan; hint, not the answer; flash card; marking scheme; mnemonic; short explanation; practice
    sheet; correction of my essay; timeline; comparison; reading list; experiment for home`,
  asks: `Explain the {trait} {thing} to a {quality} {person} in {length}.
    Why does {quality} {thing} {do} {trait} {things}, {brand}? {name} wants a {job}.
    Check: the {thing} {does} {#} {things}, hence its {thing} {adverb} is {trait}.
    {job} about {trait} {things}, {quality} {matter} and {brand}.
    Solve for the {thing}: {#} {things} minus {#} equals a {trait} {thing}.
    Grade this: "{name} says a {thing} is {trait} because {things} {do} it {adverb}."
    Relate {trait} {things} to {trait} {things}; exam {when}, {person} {surname}.
    Correct the {thing} where {trait} {things} {do} a {thing} {where}.`,
  says: `A {thing} is {trait} when it {does} a {trait} {thing}.
    First {do} the {thing}, then {do} each {trait} {thing} by {#}.
    Think of the {thing} as a {quality} {thing} that {does} {things}.
    Well done, {name}; only {thing} needs {matter}, since {things} {do} {adverb}.
    Remember {brand}: {thing}, {thing}, {trait} {thing}.
    In {year} a {person} from {city} showed that {things} {do} the {thing}.
    The {trait} {thing} {does} faster than any {thing} near a {thing}.
    Try again with {#} {things}, and {do} the {thing} {adverb}.`,
});
