import { lines } from '#demo/vocabulary/listed';

/** Sentences about everyday things, by primary tag of BCP 47: what honest people are answered. */
export const SAYINGS: Readonly<Record<string, readonly string[]>> = {
  en: lines(`
    The soup is ready when the carrots are soft and the lentils have fallen apart.
    Please keep the receipt, because the shop will not take the lamp back without it.
    Our train leaves from the second platform and stops at every village on the way.
    If the screen stays dark, hold the button for ten seconds and try again.
    She planted the beans in May and watered them every evening after work.
    The meeting was moved to Thursday, since two of the guests are still travelling.
    You can wash the curtains at thirty degrees, but do not dry them in the sun.
    This chapter explains how rivers carve a valley over thousands of years.
    He fixed the chain of my bicycle and asked for nothing but a cup of coffee.
    The library is closed on Monday and opens again the next morning at nine.`),
  de: lines(`
    Die Suppe ist fertig, wenn die Karotten weich und die Linsen zerfallen sind.
    Bitte heben Sie den Beleg auf, denn ohne ihn nimmt der Laden die Lampe nicht zurück.
    Unser Zug fährt von Gleis zwei und hält auf dem Weg in jedem Dorf.
    Wenn der Bildschirm dunkel bleibt, halten Sie die Taste zehn Sekunden und versuchen es noch einmal.
    Sie hat die Bohnen im Mai gepflanzt und jeden Abend nach der Arbeit gegossen.
    Das Treffen ist auf Donnerstag verlegt, weil zwei der Gäste noch unterwegs sind.
    Man kann die Vorhänge bei dreißig Grad waschen, aber nicht in der Sonne trocknen.
    Dieses Kapitel erklärt, wie Flüsse in tausenden Jahren ein Tal formen.
    Er hat die Kette von meinem Rad repariert und wollte nur einen Kaffee dafür.
    Die Bücherei ist am Montag zu und öffnet am nächsten Morgen um neun.`),
  fr: lines(`
    La soupe est prête quand les carottes sont tendres et que les lentilles se défont.
    Gardez le ticket, car le magasin ne reprend pas la lampe sans cette preuve.
    Notre train part du quai deux et s'arrête dans tous les villages sur la route.
    Si l'écran reste noir, tenez le bouton pendant dix secondes et essayez encore.
    Elle a planté les haricots en mai et les arrose chaque soir après le travail.
    La réunion est reportée à jeudi, car deux des invités sont encore en voyage.
    Vous pouvez laver les rideaux à trente degrés, mais pas les sécher au soleil.
    Ce chapitre explique comment les rivières creusent une vallée dans la roche.
    Il a réparé la chaîne de mon vélo et ne voulait qu'un café pour cela.
    La bibliothèque est fermée le lundi et ouvre le lendemain à neuf heures.`),
  es: lines(`
    La sopa está lista cuando las zanahorias están blandas y las lentejas se deshacen.
    Guarde el recibo, porque la tienda no acepta la lámpara sin él.
    Nuestro tren sale del andén dos y para en todos los pueblos del camino.
    Si la pantalla sigue negra, mantenga el botón diez segundos y pruebe otra vez.
    Ella plantó las judías en mayo y las riega cada tarde después del trabajo.
    La reunión se pasó al jueves, porque dos de los invitados están de viaje.
    Puede lavar las cortinas a treinta grados, pero no las seque al sol.
    Este capítulo explica cómo los ríos forman un valle en miles de años.
    Arregló la cadena de mi bicicleta y no pidió más que un café.
    La biblioteca está cerrada el lunes y abre a la mañana siguiente a las nueve.`),
  it: lines(`
    La zuppa è pronta quando le carote sono morbide e le lenticchie si disfano.
    Conservi lo scontrino, perché il negozio non riprende la lampada senza di esso.
    Il nostro treno parte dal binario due e si ferma in ogni paese della valle.
    Se lo schermo resta nero, tenga il tasto per dieci secondi e provi di nuovo.
    Ha piantato i fagioli a maggio e li bagna ogni sera dopo il lavoro.
    La riunione è spostata a giovedì, perché due degli ospiti sono ancora in viaggio.
    Può lavare le tende a trenta gradi, ma non le asciughi al sole.
    Questo capitolo spiega come i fiumi formano una valle in migliaia di anni.
    Ha riparato la catena della mia bici e non voleva che un caffè.
    La biblioteca è chiusa il lunedì e apre il mattino dopo alle nove.`),
  pl: lines(`
    Zupa jest gotowa, kiedy marchew jest miękka, a soczewica się rozpada.
    Proszę zachować paragon, bo bez niego sklep nie przyjmie lampy z powrotem.
    Nasz pociąg odjeżdża z peronu drugiego i staje w każdej wsi po drodze.
    Jeśli ekran jest nadal ciemny, proszę trzymać przycisk przez dziesięć sekund.
    Posadziła fasolę w maju i podlewa ją co wieczór po pracy.
    Spotkanie jest przełożone na czwartek, bo dwoje gości jest jeszcze w podróży.
    Zasłony można prać w trzydziestu stopniach, ale nie wolno suszyć ich na słońcu.
    Ten rozdział wyjaśnia, jak rzeki przez tysiące lat tworzą dolinę.
    Naprawił łańcuch w moim rowerze i nie chciał nic poza kawą.
    Biblioteka jest zamknięta w poniedziałek i otwiera się następnego dnia o dziewiątej.`),
};
