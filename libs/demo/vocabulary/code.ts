import { topic } from './topic.js';

/** Programming: reviews, completions, explanations. */
export const code = topic({
  name: 'code',
  things: `adapter allocator annotation argument array assertion backend batch binary branch bucket buffer build bundle byte cache callback
    channel checksum class client closure column commit compiler component config connection constant consumer container controller
    coroutine counter cursor daemon dependency deployment descriptor dictionary directive encoder endpoint enum event exception
    executor exporter factory field fixture flag formatter function gateway generator handler hash header heap hook import index
    instance integer interface interpreter invariant iterator job key lambda layout library linter listener literal loader lock log loop
    macro manifest mapper matrix method middleware migration mock module mutex namespace node notebook object offset operand operator
    package parser partition patch payload pipeline pointer pool predicate process promise property protocol proxy query queue
    record reducer reference regex registry renderer repository resolver response retry route router runner runtime scheduler
    schema scope script selector semaphore serializer server session shader signature socket stack stream string struct stub
    subscriber suite symbol syntax table template tensor test thread timeout timer token topic trace transaction trigger tuple type
    validator variable vector version view webhook worker wrapper`,
  people: `author colleague contributor developer engineer intern maintainer reviewer tester user operator architect`,
  verbs: `abort accept allocate append assert assign await batch bind block buffer cache call cast check clamp clear clone close collect
    commit compare compile compress convert copy count debounce decode decrement defer delete deploy encode evict exhaust expose
    extend fetch filter flatten flush fold format handle ignore import increment index infer inherit inject inline insert invoke
    iterate leak load lock log map merge migrate mock mutate normalise override pack parse patch poll pop print profile prune publish
    push queue raise read rebase refactor register reject release rename render replay replace reset resolve restart retry return
    reuse rollback sanitize schedule serialize shadow skip slice sort split spawn store stream strip subscribe swallow swap
    sync throttle throw trace transform trim truncate unwrap update validate wrap write yield`,
  traits: `abstract anonymous asynchronous atomic backward blocking cached circular cold concurrent covariant dangling deprecated
    deterministic dirty duplicated dynamic eager empty encoded escaped exhausted explicit flaky generic global greedy hard-coded
    idempotent immutable implicit indexed inline inner invalid lazy legacy local malformed mutable naive nested nullable optional
    orphaned outdated parallel persistent private public pure quadratic recursive redundant relative reusable serialised shared
    stale stateful stateless static strict synchronous temporary transient truncated typed unbounded unchecked undefined unhandled
    untyped unused verbose virtual volatile`,
  jobs: `unit test; code review; refactoring; commit message; docstring; regular expression; bug report; migration script; type definition; benchmark;
    pull request description; shell one-liner; changelog entry; design note; error message; patch`,
  asks: `Review: the {trait} {thing} now {does} a {thing} before {brand} can {do} {trait} {things}.
    Why would {trait} {things} {do} {trait} {things} {adverb} in {brand}?
    Write a {job} for the {thing} that {does} {trait} {things}.
    function {do}{brand}({thing}, {thing}) should {do} {trait} {things}, {do} them when {trait}. Complete {adverb}.
    Explain how {brand} {does} a {trait} {thing} without a {thing}.
    Convert the {thing} {thing} into a {trait} {thing} and keep the {thing} {quality}.
    TypeError: {thing} not {trait} at {do}{brand} line {#}. Is my {thing} {quality}?
    Suggest {quality} names for {trait} {thing} {brand}, which {does} {things}.
    {brand}'s {thing} tests became {trait} {when}; likely causes, {length}.
    Port {brand}'s {thing} to {brand} so {things} {do} {trait} {things} {adverb}.`,
  says: `The {thing} {does} each {thing}, yet the {trait} {thing} is never {quality}.
    Move the {thing} beside {brand}, {do} it {adverb}.
    Because {things} are {trait}, calling {do} may {do} the {thing}.
    Add a {thing} around the {trait} {thing}, then {do} all {things}.
    A {trait} {thing} costs one {thing} per {thing}; prefer a {trait} {thing}.
    Line {#} {does} the {thing} before {brand} can {do} it.
    With a {trait} {thing}, {brand} {does} {things} and avoids the {quality} {thing}.
    Rename {do}{brand} so the {person} sees that it {does} {things}.
    Both {things} share a {trait} {thing}, hence the {thing} {does} {adverb}.`,
  code: true,
});
