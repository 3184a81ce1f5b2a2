import { topic } from './topic.js';

/** Summaries of meetings, reports and news. */
export const meetings = topic({
  name: 'meetings',
  things: `agenda allocation alliance announcement appendix appointment appraisal assessment assignment audit award backlog bid board brief
    briefing brochure budget bulletin campaign candidate chart checkpoint clause client committee competitor conference consultant
    contractor cost council coverage customer deadline delegation deliverable department dependency deputy digest directive division
    draft estimate expansion facility faculty feasibility finding forecast forum funding goal grant headcount headline hiring
    initiative inspection interview investor journal keynote launch lease ledger letter licence location mandate market memo merger
    minute motion negotiation newsletter objective opening panel partner payroll petition pilot pitch plant poll portfolio
    position presentation procurement programme project proposal prototype publication quota recruit region regulator
    rehearsal release report resolution retreat revenue roadmap rollout salary sector seminar session shareholder site slide speech
    spokesperson sponsor stakeholder statement subsidiary supplier survey tender timeline trainee transcript trial turnover union vacancy
    venture vote warehouse workshop`,
  people: `analyst chair consultant councillor delegate deputy director editor engineer facilitator journalist manager mayor organiser
    partner planner president researcher secretary speaker sponsor spokesperson trainee treasurer`,
  verbs: `address adjourn adopt allocate amend announce approve assess assign attend audit back brief budget cancel challenge chair clarify
    commission compare confirm consult coordinate cover criticise cut debate decline defend defer delay delegate discuss distribute
    draft endorse escalate estimate evaluate examine extend finance forecast fund highlight hire host inspect interview invite launch lead
    merge moderate negotiate nominate note outline overturn oversee postpone present prioritise propose publish question raise ratify
    recap recruit reject reorganise report reschedule resolve restructure review revise schedule sign sponsor staff submit summarise
    table tender track train veto welcome`,
  traits: `adopted agreed annual approved audited bilateral cautious compulsory confidential contested corporate delayed departmental
    draft executive external federal financial fiscal full-time inaugural independent informal interim internal joint legal
    local measurable municipal national non-binding operational optimistic overspent part-time pending permanent postponed preliminary
    projected proposed provisional quarterly regional restructured revised scheduled seasonal signed strategic tentative unanimous
    underfunded unfilled unresolved updated urban vacant voluntary written`,
  jobs: `summary; set of minutes; list of decisions; press note; one-line headline; follow-up mail; briefing for {name}; list of open questions; risk
    register entry; digest for the board; timeline; comparison with {month}; abstract; slide outline`,
  asks: `Summarise the {thing} in {length}: {name} {does} the {trait} {thing}.
    Condense. {name}: we {do} the {thing} {when}. {surname}: who {adverb} {does} {trait} {things}?
    {tone} {job} of {brand}'s {trait} {thing} {where}, mention {person} {name}.
    What has {person} {surname} decided on {trait} {things} {when}?
    List action items: {name} to {do} {things}, {name} to {do} the {thing}, {surname} absent.
    Make a {job} on {brand}: {thing} {trait}, {thing} {trait}, vote {#} against {#}.
    Which {things} does {brand}'s {trait} {thing} {do} {adverb}?
    {thing} section into {length}, {tone} tone, {trait} {things} first.`,
  says: `{name} will {do} the {thing} and send a {trait} {thing} {when}.
    The {person} {does} the {trait} {thing} against {brand}.
    Spending on {things} rose {#} percent after the {trait} {thing}.
    Members {do} two {things} and leave the {thing} {trait}.
    A {trait} {thing} follows {when}, chaired by {name} {surname}.
    {surname} {does} the {thing}, whereas {name} would {do} it.
    Decision: {do} {brand}, {do} the {thing}, revisit {things} {when}.
    The {thing} of {city} {does} its {trait} {thing} {adverb}.`,
});
