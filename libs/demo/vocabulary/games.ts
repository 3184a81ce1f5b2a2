import { topic } from './topic.js';

/** Games, stories and characters. */
export const games = topic({
  name: 'games',
  things: `abbey acorn airship alchemist amulet anchor anvil archer armour arrow ballad bandit banner barge bastion beacon beast bell
    blacksmith blade bog bonfire bow bridge brigade cabin caravan carriage castle cavern cellar chalice chapel charm chest cloak coin
    compass corridor cottage council cove crater crew crossroad crown crypt curse dagger dragon drum duel dungeon dwarf
    elixir emperor falcon feast ferry festival flute forest forge fortress fountain gargoyle garrison gate ghost giant glade goblin
    gondola griffin grove guild harbour harp helmet herald hermit hideout hill hood horn hound inn island jester jewel keep key
    kingdom knight kraken labyrinth lagoon lantern legend librarian lighthouse locket lullaby lute marsh mask mast maze mead meadow merchant
    mermaid mill minstrel mirror moat monastery moor mosaic oak oasis oath oracle orchard outpost owl pact palace parchment pass
    pearl pendant phantom pier pilgrim pirate portal potion prophecy puzzle quarry quest raft ranger raven realm relic riddle ridge
    ring robot rogue ruin rune saddle sailor sanctuary scarecrow scroll sentinel serpent shadow shepherd shield shipwreck shrine smuggler
    sorcerer spell spirit staff stallion statue sword tapestry tavern temple thief throne thunder torch tower trader trap treasure
    troll tunnel unicorn valley vault village vow wagon warden well wharf willow windmill witch wizard wolf wyvern`,
  people: `apprentice bard captain companion explorer guardian guide hero innkeeper mage mentor outlaw prince princess queen rival
    scout squire stranger villain wanderer warrior`,
  verbs: `abandon ambush answer banish barter battle befriend beg betray bind bless bluff bribe brew bury capture carve cast challenge
    chant charm chase circle claim climb collect command confess confront conquer craft cross curse dare dazzle deceive defeat defend
    defy deliver disarm discover dodge doubt drag dream drink duel eavesdrop embrace enchant enter escape escort explore
    face fear fetch fight flatter flee follow forge forgive gamble gather greet guard guess guide haunt hide hire hunt ignite
    inherit insult invent invite juggle jump kidnap kindle lead light loot lose lure mend mock mourn name obey offer open outwit paint
    parry plead plunder poison pray protect provoke pursue raid recruit recite remember rescue restore reveal reward
    ride rob rule sail salute scare search serve shelter shout sing sketch slay smuggle sneak spare spy steal stitch storm
    summon swear tame taunt teach tempt thank thwart trade train track trick trust unlock unmask vanish visit wake warn whisper
    wield worship`,
  traits: `abandoned accursed amber arcane ashen bejewelled bewitched bitter black blazing blind bone bronze carved celestial charmed
    cloaked cobalt cracked crimson crooked cruel crumbling crystal cunning cursed daring distant dreaded drowned dusty ebony echoing
    elven emerald enchanted endless exiled faded fallen fearless feathered fiery floating foggy forbidden forgotten fortified
    frosty gilded gleaming gloomy golden grim half-buried haunted hidden hollow hooded horned humming icy iron ivory jagged jolly
    legendary loyal lunar lurking mad magical masked merciless mighty misty moonlit moss-grown mysterious nameless noble ominous pale
    patient proud quiet radiant ragged reckless restless ruined runic rusty sacred sapphire savage scarlet scorched sealed secret
    shadowy shattered shimmering silver singing sleepless sleepy smoky sorrowful spectral starlit stolen stormy sunken sunlit tangled
    thorny towering twisted unseen vanished velvet vengeful violet wandering weathered whispering wicked winding winged wounded`,
  jobs: `scene; dialogue; quest; riddle; backstory; item description; rumour; poem; boss fight; map legend; tavern song; encounter table; ending; cliffhanger`,
  asks: `Continue the story: {name} and the {trait} {thing} must {do} the {person} {when}.
    You are {brand}, a {trait} {person}. {name} enters with a {trait} {thing}. {adverb} reply.
    Invent a {quality} {job} with a {thing}, a {trait} {thing} and a {person}.
    Describe the {trait} {thing} of {brand} in {length}.
    My {person} tries to {do} the {trait} {thing} and rolls {#}. What happens?
    Name {#} {things} that a {trait} {person} could {do}.
    Write a {tone} {job} where the {thing} {does} the {person}.
    What would {brand} say once the {things} {do} the {trait} {thing}?`,
  says: `The {trait} {thing} {does} you, and {brand} draws a {trait} {thing}.
    "Why {do} a {thing}," asks {name}, "when {things} {do} us {adverb}?"
    Behind the {thing} waits a {trait} {person} with {#} {things}.
    Rain on the {thing}; the {person} {does} a {trait} {thing}.
    You {do} the {thing}, lose {#} points, and the {thing} turns {trait}.
    {brand} {does} the {trait} {thing} while {things} {do} below.
    Nobody in {brand} had dared to {do} the {trait} {thing} before {name}.
    Choose: {do} the {person}, {do} the {thing}, or trust a {trait} {thing}.`,
});
