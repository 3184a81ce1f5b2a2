import { topic } from './topic.js';

/** Administration of surgeries, sports clubs and insurers; no medical advice. */
export const clinic = topic({
  name: 'clinic',
  things: `absence admission allergy ambulance ankle antibiotic appointment assessment assistant audit bandage bed blood bone brace
    caregiver cast certificate checkup chart clinic coach compression consent consultation corridor cough counter course crutch deductible
    dentist device diagnosis diet discharge disease doctor dosage dressing ear elbow emergency equipment examination exercise eye
    fatigue fever file finger fitness flu follow-up form fracture gauze glove gym hall headache heart helper hip hospital
    hygiene illness implant infection inhaler injection injury insurance insurer interpreter interview joint knee laboratory leaflet
    letter lunchtime lung mask massage measurement medication membership midwife mobility muscle neck needle nurse nutrition
    occupation operation orthotic oxygen pain paramedic patient pedometer pharmacist pharmacy physician physiotherapy pill
    pillow pool posture practice prescription pressure prevention procedure pulse questionnaire rash reading receptionist
    recovery referral registration rehabilitation reimbursement relative reminder request resident roster rota scan screening season
    session shift shoulder sick-note skin sleep specialist spine splint sprain staff stamina stitch stretcher supplement surgery
    swab symptom syringe tablet team temperature tendon test therapist therapy thermometer tooth trainer training transfer transport
    treatment triage ultrasound vaccination vaccine visit visitor vitamin waiting-list walker ward weight wheelchair workout wound wrist`,
  people: `athlete carer coach dentist doctor employee insurer member nurse parent patient pharmacist physiotherapist receptionist
    surgeon teammate therapist trainer volunteer`,
  verbs: `administer admit advise assess assist attend bill book call cancel certify check clean coach comfort complete confirm
    consult coordinate cover delay deliver describe diagnose discharge discuss dispense document elevate equip escort examine
    exercise explain extend fast file follow forward heal help ice immunise improve inform insure invite isolate lift limit log manage
    massage measure mention message mobilise monitor move note notify nurse operate order phone photograph postpone prepare
    prescribe prevent process protect queue reassure rebook receive record recover refer register rehabilitate reimburse relax
    relieve remind renew repeat report rest reschedule review rota sanitise scan schedule screen share shower sign sit soothe staff
    sterilise strap strengthen stretch supervise supply support test train transfer transport treat triage update vaccinate verify
    visit wait warm wash weigh`,
  traits: `acute aerobic allergic ambulatory annual anonymous anxious barefoot bedridden bilateral blurred bruised chronic clinical comfortable
    confidential contagious coughing covered daytime dental diabetic digital dizzy drowsy early elderly elective eligible
    endurance fasting feverish fragile frail geriatric gluten-free healthy hourly hygienic immune injured insured intensive itchy juvenile
    limping long-term maternal medical mild mobile muscular nasal neonatal night-time nutritional occupational online oral
    outpatient overbooked paediatric painful painless physical postoperative pregnant preventive privately-insured professional
    reimbursable reclining recurrent rescheduled respiratory restless resting retired routine runny sedentary seasonal sensitive
    severe short-sighted sleepless sore sterile stiff strenuous supervised surgical swollen telephone temporary therapeutic
    tired topical unvaccinated upright urgent vaccinated visiting voluntary vulnerable walk-in weekly wheezing`,
  jobs: `reminder; letter to the {person}; leaflet; rota; answer for the {person}; phone script; consent text; list of {things}; referral cover; shift
    handover; invitation; newsletter item; form field help; waiting-room notice`,
  asks: `Write a {tone} {job}: the {trait} {thing} moves to {#} o'clock {when}.
    Summarise the {thing} note in {length}: {trait} {thing}, {trait} {thing}, seen by {name} {surname}.
    Make a {job} for {quality} {person} {surname}: {thing}, {thing}, no {thing}.
    Our {person} cannot {do} the {thing} {when}. Who may {do} it, {name} or {name}?
    Draft a {job} on {things} for the {brand} club {where}.
    Code this visit: {trait} {thing}, {thing} by the {person}, {#} minutes.
    Explain to a {person} how {brand} {does} the {trait} {thing}.
    Plan a {quality} {thing} week for {#} {trait} members.`,
  says: `Please bring the {thing} and a {trait} {thing} to room {#}.
    {name} {surname} will {do} the {trait} {thing} {when}.
    {brand} {does} {#} percent of each {thing}, {trait} {things} excluded.
    Arrive {adverb}, since {brand} {does} before {trait} {things}.
    The {person} asks you to {do} the {thing} {adverb}.
    On {trait} days, {do} the {thing} and leave {things} to the {person}.
    No {thing} replaces {person} {surname}; {do} yours about {things}.
    We {do} {things} {where}; the {trait} {thing} stays {quality}.`,
});
