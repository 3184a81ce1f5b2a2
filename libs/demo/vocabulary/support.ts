import { topic } from './topic.js';

/** Customer support of shops, banks and utilities. */
export const support = topic({
  name: 'support',
  things: `account activation address adapter agent attachment balance battery bill booking box branch cable callback card carrier
    charge claim code complaint confirmation contract coupon courier credit customer dashboard deposit device discount dispute
    display duplicate email exchange fee form gift guarantee handset helpdesk hotline identity inbox installation invoice item
    keyboard label landline letter line locker login manual membership meter mobile modem name number order outage package parcel
    password payment phone pickup plan portal postcode preference printer profile purchase receipt recharge reference refund
    registration reminder renewal repair replacement return router screen seal sensor serial shipment signature statement
    subscription tariff technician ticket token tracker transfer upgrade username voucher waiver warranty`,
  people: `agent caller clerk client courier colleague customer driver manager neighbour operator owner reviewer seller supervisor technician tenant`,
  verbs: `accept activate answer approve arrange block book cancel change charge check close collect combine complete confirm contact
    correct credit deduct deliver describe display extend forward freeze honour include investigate issue lock mention open pause
    postpone process promise protect rebook receive recommend redirect refund refuse register reject release remove renew repair
    replace report request reset restore return review reverse ship sign split stop suspend transfer unlock update upgrade verify waive`,
  traits: `billed blocked broken cancelled chargeable complimentary damaged delayed delivered disconnected disputed double expired faulty
    final incomplete insured lost misplaced missing monthly outstanding overdue partial pending prepaid recurring refundable registered
    replaced returned scratched sealed shipped signed swapped temporary unopened unpaid unreachable untracked verified waived wrong`,
  jobs: `reply to {name}; apology; refund notice; follow-up mail; escalation note; chat answer; callback script; status update; help article; closing
    message; goodwill offer; complaint summary; handover note; answer for the forum; template for {things}; text message`,
  asks: `Write a {tone} {job} about the {trait} {thing}.
    {name} {surname} reports that the {thing} {does} no {thing}.
    Draft a {job} explaining why our {thing} was {trait} {when}.
    Customer: "My {trait} {thing} never arrived {where}, order {#}." Suggest a {tone} {job}.
    Classify: {quality} {thing}, {trait} {thing}, raised {when}, {person} {name}.
    Shorten: {things} {trait}, {matter} {quality}, {thing} unknown to the {person}; {length}.
    Ticket {#}: {person} cannot {do} {quality} {thing} with {brand}. Tell {name} what?
    Rewrite {brand}'s {thing} policy so any {quality} {person} {adverb} understands.
    Is {trait} {thing} covered by {brand} when {person} {name} {does} {things}?
    Notes for a {tone} {job}: {thing} {trait}, {matter} {quality}, call {name}.`,
  says: `Sorry your {thing} {adverb} turned {trait}, {name}.
    Please keep {thing} and {thing} while {name} our {person} {does} {things}.
    Your {brand} {thing} is {trait} and reaches {city} {when}.
    To {do} the {thing}, open {brand} and choose {things}.
    I have asked {name} to {do} your {thing} {adverb}.
    If the {thing} stays {trait}, reply with its {thing} and we {do} it.
    The {thing} fee ({#}) {adverb} became {trait}, nothing due.
    {name} from {city} will {do} both {things} {when}.`,
});
