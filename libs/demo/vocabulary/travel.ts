import { topic } from './topic.js';

/** Trips, hotels and local tips. */
export const travel = topic({
  name: 'travel',
  things: `airport aisle alley apartment aquarium arcade arrival attraction avenue balcony bakery basilica bay bazaar beach bistro boat
    booking boulevard breakfast brochure bus cabin cafe campsite canal canyon carriage castle cathedral chalet charter church cliff coach
    coast compartment concert connection coupon courtyard creek cruise cuisine currency customs deck delay departure desert
    destination detour dinner dock dune embassy excursion exhibition fair fare ferry festival fjord flight forest fountain
    funicular galley gallery garden gate geyser guesthouse guidebook hamlet harbour hike hill hostel hotel itinerary island
    jacket jetty journey kiosk lagoon lake landmark landscape layover lighthouse lobby lodge lounge luggage map marina market meadow
    metro monument mosque motel mountain museum neighbourhood nightlife observatory opera orchard pagoda palace park passage
    passport pass path pavilion peak peninsula picnic pier plaza pool port postcard promenade quarter quay railway rainforest ranch
    reef reservation reserve resort restaurant ridge river route ruin safari sauna scooter season seaside shelter shore shrine shuttle
    ski skyline souvenir spa spring square stadium station stopover street suburb suite suitcase summit sunrise sunset surfboard
    taxi temple terminal terrace theatre ticket toll tour tower trail train tram tunnel vaccination valley vehicle viaduct viewpoint
    villa village vineyard visa volcano voyage waterfall waterfront weekend windmill zoo`,
  people: `concierge couple driver family friend guide guest hiker host passenger pensioner pilot receptionist sailor skier student toddler
    tourist traveller waiter`,
  verbs: `admire arrange arrive bike board book borrow bring browse cancel carry catch charter check choose climb confirm cross cruise
    cycle depart descend dine discover dive drive enjoy enter escape exchange explore extend find float follow glimpse haggle hike
    hire hitch include insure invite join kayak leave linger locate lodge lounge meander miss navigate order overlook pack paddle park
    pass pay pick plan postpone queue reach recommend refund rent reschedule reserve return ride roam row sail sample savour
    scuba see shop ski skip sleep snorkel splurge stamp stay stop stroll surf swim taste tip tour trace trek upgrade validate view
    visit wait walk wander watch`,
  traits: `accessible affordable air-conditioned alpine art-nouveau baroque bilingual bustling candlelit car-free carless child-friendly coastal
    cobbled colonial cosy crowded cultural delayed direct discounted downtown exotic family-run floating folk fortified gothic guided half-board
    haunted hilly historic hospitable inland international lakeside late-night leafy lively local lush luxurious medieval
    mountainous muddy non-stop northern nostalgic oceanfront off-peak off-season one-way open-air overnight overpriced package
    panoramic pebbly pedestrian pet-friendly picturesque pricey quaint quirky rainy refundable remote renovated return rocky
    romantic rooftop roundtrip rural rustic sandy scenic seafront seasonal secluded self-catering serene shady sheltered
    sleepy snowy southern spacious spectacular sunny sustainable thatched tidal touristy tranquil tropical uncrowded underground unspoilt
    vegan vibrant volcanic walkable walled waterproof westbound wheelchair-accessible whitewashed windswept winter wooded`,
  jobs: `itinerary; packing list; day trip; message to the {person}; restaurant tip; comparison; phrase list; walking route; budget; rainy-day plan;
    hotel review reply; booking summary; weekend plan; travel diary page`,
  asks: `Plan {#} days in {city} for a {quality} {person} who likes {trait} {things}.
    Which {trait} {thing} near {city} can a {person} {do} {when}?
    Compare {city} with {city}: {things}, {trait} {things}, {quality} {matter}.
    My {thing} from {city} was {trait}. Write a {tone} {job} to {brand}.
    Suggest {trait} {things} where {person} {name} can {do}, later {do} a {thing}.
    Make a {job} for {name}: {trait} {thing}, {trait} {thing}, back {when}.
    How do I {do} from the {thing} to the {trait} {thing} with a {person}?
    Is the {thing} {where} {trait} during {month}?`,
  says: `Start at the {trait} {thing}, then {do} the {thing} until sunset.
    {brand} in {city} is {trait}, and its {thing} opens {when}.
    Avoid the {thing} by noon; locals {do} the {trait} {thing} instead.
    Allow {#} minutes to {do} the {thing} and {do} a {trait} {thing}.
    From {city} a {trait} {thing} {does} the {thing} twice daily.
    {name} recommends the {trait} {thing} beside a {quality} {thing}.
    Tickets cost {#} for each {person}; {things} stay {trait} in {month}.
    End with a {trait} {thing} at {brand}, where {things} {do}.`,
});
