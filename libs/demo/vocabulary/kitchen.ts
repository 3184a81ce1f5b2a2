import { topic } from './topic.js';

/** Cooking, gardens and the household. */
export const kitchen = topic({
  name: 'kitchen',
  things: `almond anchovy apple apricot artichoke asparagus aubergine avocado bacon bagel banana barley basil batter bean beetroot
    berry biscuit blackberry bouillon bramble bread brine broccoli broth bulb bun burger butter cabbage cake caper caramel cardamom carrot
    casserole cauliflower celery cheese cherry chestnut chicken chickpea chilli chive chocolate chop chutney cinnamon clam clove
    cocoa coconut compost cookie coriander courgette crab cracker cream crepe crouton crumble crust cucumber cumin currant curry
    custard date dill dip dough dressing dumpling egg fennel fern fig fillet flatbread flour focaccia fritter frosting garlic gherkin
    ginger glaze gnocchi gooseberry grape gratin gravy greenhouse guava ham hazelnut hedge herb herring honey hummus icing jam jelly kale
    kebab kiwi lamb lasagne lavender leek lemon lentil lettuce lime loaf mackerel mango maple marinade marmalade mayonnaise meatball
    melon meringue mint mousse muffin mulch mushroom mussel mustard noodle nutmeg oat olive omelette onion orange oregano oyster
    pancake papaya paprika parsley parsnip pastry patio pea peach peanut pear pecan pepper pesto pickle pie pineapple pistachio
    pizza plum polenta pomegranate popcorn porridge potato prawn pretzel prune pudding pumpkin quiche quince radish raisin raspberry
    ratatouille ravioli rhubarb rice risotto roast roll rose rosemary saffron sage salad salmon salsa sandwich sauce sausage scallop
    scone seedling sesame shallot sherbet shrub sorbet souffle soup sourdough spinach sprout squash stalk steak stew stock strawberry
    syrup taco tart thyme tofu tomato tortilla trout truffle tuna turmeric turnip vanilla vinaigrette vinegar waffle walnut watercress
    yeast yoghurt`,
  people: `baker chef child cook dad diner flatmate friend gardener grandmother guest host mum neighbour nutritionist vegan vegetarian
    waiter`,
  verbs: `add bake baste beat blanch blend boil braise brown brush caramelise carve chill chop coat combine cool core cover cream crimp
    crisp crumble crush cube cure deglaze dice dilute dip drain drizzle dry dust emulsify fillet fold freeze fry garnish glaze grate
    grease griddle grill grind halve harvest heat infuse julienne knead ladle layer macerate marinate mash melt mince mix mulch peel
    pepper pickle pit plant plate poach pour preheat preserve prick prune puree reduce rest rinse roast roll rub salt
    saute scald scoop score sear season serve shell shred sift simmer skewer skim slice smoke soak sow spice spread sprinkle squeeze
    steam steep stew stir strain stuff sweeten taste temper thaw thicken thin toast top toss transplant trim warm wash water weigh
    whip whisk wilt zest`,
  traits: `aromatic bitter bland blistered brown bubbling buttery candied caramelised charred chewy chilled chopped chunky citrusy
    coarse cooked creamy crispy crumbly crunchy crusty curdled crushed dairy-free deep-fried diced doughy dried earthy egg-free fermented
    fizzy flaky fluffy fragrant freezing frozen fruity garlicky gluten-free golden grated greasy grilled ground halved hearty herby
    homemade honeyed hot iced infused juicy leftover lemony lumpy marbled marinated mashed mellow melted milky minced minty moist
    nutty oily overripe peeled peppery pickled piquant poached pureed quartered refreshing rindless ripe roasted runny salted salty
    savoury scrambled seared seasonal seeded shredded silky sliced smoked smoky soaked soggy sour spiced spicy spreadable steamed
    sticky stewed strained stuffed succulent sugary sun-dried sweetened syrupy tangy tart tasteless thickened tinned toasted unripe
    unsalted vegan vegetarian velvety vinegary watery wholemeal wilted zesty`,
  jobs: `recipe; shopping list; weekly menu; substitution; wine tip; recipe card; label; caption; planting calendar; fix for my {thing}; lunchbox idea;
    dinner for {#}; leftover idea; short history`,
  asks: `Cook with {thing}, {trait} {thing} and {things} for {quality} {person} {name}?
    {quality} {job} with {trait} {things}, without {trait} {thing}.
    {brand} {thing} turned {trait} {when}. {do} it how, {adverb}?
    Replace the {thing} in a {trait} {thing} for a {quality} {person}.
    Write a {tone} {job} for {brand}: {trait} {thing}, {trait} {thing}.
    When should a {person} {do} {things} {where}?
    Scale this to {#} people: {#} g {thing}, {#} ml {thing}, {trait} {thing}.
    Which {thing} goes with {trait} {things} and a {trait} {thing}?`,
  says: `Gently {do} the {thing}, {do} the {trait} {thing}, and {do} until {trait}.
    Use {#} g {thing}; {do} it with {trait} {things}.
    If the {thing} looks {trait}, {do} a {quality} {thing} first.
    {do} {things} for {#} minutes, then {do} the {trait} {thing}.
    A {trait} {thing} lifts the {thing} more than any {thing}.
    {name}'s tip: {do} the {thing} over {trait} {things}.
    Serve {adverb} with {trait} {thing} and {things} from {city}.
    Leave the {thing} in a {quality} {thing}; {things} turn {trait} {when}.`,
});
