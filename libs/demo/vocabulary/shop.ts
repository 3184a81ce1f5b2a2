import { topic } from './topic.js';

/** Product descriptions and catalogue texts of honest shops. */
export const shop = topic({
  name: 'shop',
  things: `apron armchair backpack bag basin basket bathrobe beaker beanie bedframe belt bench bicycle blanket blazer blender board
    boot bottle bowl box bracelet brush bucket buckle button cabinet candle canvas cap carafe cardigan carpet chair clock coat collar
    comb cooker cord cot couch cover crate cuff cup curtain cushion cutter desk dish drawer dress drill duvet easel fabric fan
    faucet fender filter frame fridge glove grater grill hammer hammock handbag handle hanger hat headphone heel helmet hem hinge hook
    hoodie jacket jar jug kettle kimono knife knob ladder lamp lantern latch leash lid lining mat mattress mirror mitten mug napkin
    necklace needle notebook oven paddle pan parasol pen pillow planter plate pocket pot pouch quilt rack raincoat rope rug
    saddle sandal satchel saw scarf seam seat shade shawl sheet shelf shirt shoe skillet skirt sleeve slipper sneaker sock sofa spade
    spatula spoon stool strap stroller suitcase sweater table tent thermos thread tile toaster towel tray tripod trouser trowel umbrella
    vase veil vest wallet watch whisk wreath zipper`,
  people: `baker beginner camper carpenter child commuter cook cyclist gardener guest hiker hobbyist host parent potter runner sailor
    student swimmer tailor teacher traveller weaver`,
  verbs: `absorb accent adapt adjust balance blend block breathe brighten carry clean clip close complement cool cover cushion cut decorate
    drain dry echo extend fasten fit flatter fold frame freshen glide grip hang heat hide highlight hold hug insulate keep lift line
    lock match mount open organise pack polish pour protect reflect repel resist roll seal secure separate serve shade shape
    shelter shine sit slide slip soften stack stand steam stitch store stretch strengthen suit support suspend tie tighten
    tilt trim twist unfold warm wash weave wrap`,
  traits: `adjustable airy alpine aluminium bamboo beige birch black blue brass braided breathable bronze brushed burgundy canvas
    ceramic charcoal checked chrome collapsible copper coral cordless cork corduroy cotton cream crimson crocheted cushioned detachable
    dishwasher-safe durable elastic embroidered enamelled felt fireproof floral foldable fleece glazed golden granite green grey
    hand-stitched hand-woven heat-proof hooded indigo insulated ivory khaki knitted lacquered lavender leather lightweight linen
    machine-washable mahogany maple marble matte merino mint mustard navy non-slip nylon oak ochre olive organic oval oversized padded
    pastel patterned pine pleated polished porcelain portable quilted rainproof rattan recycled reinforced reversible rosewood
    rounded rustic sage sandstone satin scented seamless silk silver slate slim soft-touch stackable stainless steel striped suede
    teak terracotta textured tufted turquoise unbleached varnished velvet vintage walnut waterproof waxed weatherproof white wicker
    wooden woollen`,
  jobs: `product description; category text; headline; set of bullet points; size guide; care note; gift tip; caption; comparison; alt text; question
    and answer; short title; banner line; material note`,
  asks: `Write a {tone} {job} for the {brand} {thing}: {trait}, {trait}, {#} cm, for the {person}.
    Describe our {trait} {thing} with {trait} {thing} in {length}.
    Product {brand}-{#}: {thing}, {trait}, {trait}. Audience: {person}. Give a {job}.
    Improve: {adverb} {quality} {thing}, {trait} {thing}, {does} {things}.
    Suggest {#} tags: {trait} {thing} by {brand} of {city}, {trait} {thing}.
    {trait} {thing} or {trait} {thing}: how different for a {person}? {tone} {job}, please.
    Describe {brand} less {quality}, mention {trait} {things}, {trait} {things} and {quality} {matter}.
    Features to benefits: {trait} {thing}, {trait} {thing}, {quality} {thing}.`,
  says: `The {trait} {thing} of {brand} {does} {adverb} and never {does} a {thing}.
    Made in {city}, this {thing} pairs {trait} {things} with a {quality} {thing}.
    Its {trait} {thing} {does} every {thing}, whether for the {person} or the {person}.
    Measures {#} by {#} cm; the {thing} is {trait} and {trait}.
    Wash the {thing} cold, {do} the {trait} {thing}, dry it {where}.
    A {quality} {thing} for any {person} who likes {trait} {things}.
    Fold the {thing}, {do} the {thing}, and {brand} {does} in a {quality} {thing}.
    Choose {trait} or {trait}; both {do} a {trait} {thing} {adverb}.`,
});
