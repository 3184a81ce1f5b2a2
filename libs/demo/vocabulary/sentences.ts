import { lines, phrases } from './listed.js';

/**
 * Sentences of any subject.
 *
 * No frame holds three fixed words in a row for long: two texts must not look alike only because both are English.
 */
export const sentences = {
  /** What a writer adds to a request. */
  context: lines(`
    Background: {name} {surname} wants a {quality} {thing} {when}.
    The {matter} should be {quality}, the {matter} {quality}.
    {name} already {does} the {trait} {thing} {adverb}.
    Keep it {tone}, with {quality} {matter}.
    Answer in {length}.
    It concerns {brand}, {where}.
    {when}, {city} had a {trait} {thing} and {quality} {matter}.
    Mention {brand} and the {trait} {thing}, skip any {thing}.
    My {person} found the {quality} {matter} too {quality}.
    Avoid {quality} words; {name} prefers {quality} {matter}.
    {link}, the {thing} must {do} {adverb}.
    {#} {things} exist, {#} {adverb} {trait}.
    {name} tried one {trait} {thing} {when} without {quality} {matter}.
    Readers are {quality}; assume {quality} {matter}.
    Needed {when}, {where}, by {name}.
    The {person} from {city} sees {quality} {matter} there.
    Nothing about {things}, please, and {quality} {matter} on {things}.
    {surname}'s {thing} is {trait}, mine {quality}.
    Whether {things} {do} {adverb} is a {quality} {matter}.
    {name} called {surname}'s {thing} {trait}; {name} disagrees.
    Budget {#}, {matter} {quality}, {person} {adverb} {quality}.
    {when}, {brand} became {trait}.
    Use {brand} as {matter}, not {brand}.
    {person} {name} {surname} reads along {where}.
    Offer {quality} options, {quality} {matter} with each.
    {name} wrote: "{quality} {matter}, {trait} {thing}, see {things}."`),
  /** What an answer says, whatever it is about. */
  remark: lines(`
    {link}, the {thing} {does} its {trait} {thing}.
    {name} may {do} {things} {adverb} {when}.
    A {quality} {matter} remains: {things} are {trait}.
    {where}, {quality} {things} {do} the {trait} {thing}.
    {adverb} {quality}, the {matter} of {brand} favours a {trait} {thing}.
    Each {person} {does} one {thing}, however {quality}.
    Take {brand}: its {matter} is {quality} and its {thing} {trait}.
    {link}, {name} {surname} {does} a {quality} {thing} {where}.
    Ask {name} whether the {thing} {does} {when}.
    Between {brand} and {brand}, the {matter} is {quality}.
    {things} with {quality} {matter} {do} {adverb}.
    {quality} {matter} beats any {trait} {thing}.
    {when}, a {quality} {person} {does} every {thing}.
    {link}, no {person} has to {do} a {trait} {thing}.
    Less {quality}, yet {trait}, is the {thing} {where}.
    I would {do} the {quality} {thing} before {things} {do}.
    {adverb} {#} {things} {do} one {trait} {thing}.
    {adverb}, {name} and {name} share the {matter}.
    Both the {matter} and the {thing} look {quality} {when}.
    Without {brand}, {things} would {adverb} {do}.
    {quality} {matter} and {trait} {things} rarely meet {where}.
    Note the {quality} {thing}; it {does} {brand} {when}.
    {link}, {quality} {matter} helps {name} {do} the {thing}.
    Should {things} {do}, {brand} keeps its {quality} {matter}.
    One {matter} is {quality}, another {quality}, neither {trait}.
    {surname} prefers {things}, {surname} {trait} {things}.
    {brand} turned {quality} {when}, {things} included.
    Start with {quality} {things} {where}, end with {brand}.
    {#} {things} of {#} {adverb} stay {trait}.
    {trait} or {quality}, a {thing} {does} {adverb}.
    So the {person} {does} {brand}, then {things}, {adverb} both.
    Every {quality} {matter} hides some {trait} {thing}.`),
  /** How an answer begins. */
  opening: phrases(`
    Certainly, {name}.; Now {tone}, {adverb}:; Thanks, {name}.; Short answer: {quality} {matter}.; Understood.; A {tone} draft for {brand}:;
    In brief, {matter} {quality}.; Good {matter}, {name}.; Dear {name} {surname},; Hello {name},; Below, {quality} {matter}.; Yes, {adverb}.;
    No, not {adverb}.; Let us {do} {matter} first.; Version {#}, {tone}:; {matter} first:; Depends on {matter}.; Sure.; With {quality} {matter}:;
    To {name}, {city}:; On {brand}:; Proposal {#}:; Title: {brand}, {quality} {matter}.; View on {things}:; Revised, {length}:`),
};
