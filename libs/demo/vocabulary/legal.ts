import { topic } from './topic.js';

/** Contracts, policies and compliance questions. */
export const legal = topic({
  name: 'legal',
  things: `acquisition addendum affidavit agreement allegation amendment annex appeal arbitration arrangement article assignment attestation
    authority beneficiary bequest bond breach bylaw charter clause codicil collateral commission compensation complaint condition
    consent contract conveyance copyright counterclaim counterparty court covenant creditor custody damage debtor declaration decree
    deed default defence defendant deposit disclosure dismissal dispute dividend document domain easement employer encumbrance
    endorsement entitlement escrow estate estoppel eviction evidence execution exemption exhibit fiduciary filing franchise fund
    garnishment grantor guarantee guardian hearing heir immunity indemnity infringement inheritance injunction instrument insurer
    jurisdiction lawsuit lease leaseholder lender lessor liability licence lien liquidation litigation mandate mediation merger
    minor mortgage motion negligence notary notice novation oath obligation offence officer option ordinance parcel partnership
    patent penalty permit petition plaintiff pledge policy precedent premise privilege proceeding proxy purchase quorum ratification
    receiver recital remedy renewal representation residence restriction retainer revocation royalty ruling sanction seal
    settlement shareholder signatory statute stipulation subcontractor subpoena successor summons surety tenancy tenant term
    testimony title tort trademark transferee trust trustee undertaking valuation venue verdict waiver warrant warranty will witness`,
  people: `advocate agent attorney auditor buyer clerk counsel creditor director employee guarantor heir judge landlord lessee notary
    official officer paralegal regulator seller solicitor tenant trustee`,
  verbs: `acknowledge acquire adjudicate affirm allege amend annul appeal appoint assert assign attach authorise bar bind breach cancel
    certify charge claim comply construe contest convey deem delegate deny disclaim disclose dismiss dispute draft enact endorse enforce
    enjoin execute exempt exercise expire file forfeit furnish govern grant guarantee hold impose incorporate indemnify
    infringe inherit initial inspect insure invoke issue lease levy license limit litigate mandate mediate modify nominate notarise
    notify nullify object oblige occupy offset omit perform pledge preclude prescribe prohibit protect provide purchase ratify
    rebut record recover redact redeem register reimburse release relinquish renounce repeal represent repudiate rescind reserve
    restrain revoke seize serve settle sever sign stipulate sublet supersede surrender suspend terminate transfer uphold vacate
    validate vest violate void waive warrant withhold`,
  traits: `absolute accrued adverse affiliated aggregate ambiguous applicable arbitral binding certified civil collective commercial
    compensatory conditional confidential consensual constructive contractual corporate cumulative defective discretionary
    dormant eligible enforceable equitable excluded exclusive executed express fiduciary foreseeable fraudulent governing gross implied
    irrevocable joint judicial latent lawful liable liquidated mandatory material moral mutual negligent non-compete notarised null
    onerous pending perpetual preferential prevailing primary pro-rata prospective punitive reasonable reciprocal registered
    residual restrictive retroactive revocable secured severable sole statutory subordinate subsequent substantial supplementary
    tangible terminable third-party unconditional undisclosed unenforceable unilateral unsecured valid vested void wilful`,
  jobs: `plain-language summary; clause; risk note; redline suggestion; notice letter; checklist; definition; comparison of both drafts; question list for
    counsel; cover letter; privacy notice; table of obligations; clean draft; response to {surname}`,
  asks: `Summarise clause {#}: the {person} shall {do} any {trait} {thing} {when}.
    Draft a {trait} {thing} between {brand} and the {person} {surname}.
    Does a {trait} {thing} survive if the {person} {does} the {thing}?
    Plain words please: no {thing} may {do} {trait} {things} save where {things} {do} it.
    Compare the {thing} of {brand} with a {trait} {thing} under {city} law.
    Prepare a {job} on the {trait} {thing}, {tone} in tone.
    Which {things} must {person} {surname} {do} before {trait} {things} lapse?
    Flag any {trait} {thing} here: {thing}, {thing}, {thing}, signed {when}.`,
  says: `The {person} may {do} the {thing} unless a {trait} {thing} {does} it.
    Section {#} {does} {things}, although the {thing} stays {trait}.
    Consider a {trait} {thing} so that {brand} need not {do} the {thing}.
    A {quality} risk: the {thing} {does} without any {trait} {thing}.
    Notice goes to {name} {surname} {where}, {when}.
    Unlike the {thing}, a {trait} {thing} {does} {things} {adverb}.
    Neither {person} can {do} a {trait} {thing} once {things} {do} it.
    No advice; ask {person} {surname} about {trait} {things}.`,
});
