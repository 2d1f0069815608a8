import { words } from './demo-random.ts';

/** Where demo people live: names as they are common there, cities, the way numbers look. */
export interface Region {
  country: string;
  /** How many of a hundred people come from here. */
  share: number;
  first: string[];
  last: string[];
  /** Family names a person carries. */
  lastNames: 1 | 2;
  cities: string[];
  /** `#` stands for a digit. */
  phone: string;
  domains: string[];
}

export const regions: Region[] = [
  {
    country: 'CO',
    share: 24,
    first: words(
      'Sofía, Valentina, Mariana, Isabella, Daniela, Juan Camilo, Andrés, Sebastián, Luz Marina, Óscar, Yuliana, Jhon Fredy',
    ),
    last: words(
      'Restrepo, Arboleda, Gómez, Rodríguez, Martínez, Ospina, Zuluaga, Echeverri, Quiñones, Muñoz, Ibáñez, Peña',
    ),
    lastNames: 2,
    cities: words('Bogotá, Medellín, Cali, Barranquilla, Cartagena de Indias, Bucaramanga, Pereira'),
    phone: '+57 60# ### ####',
    domains: words('inmobiliariachico.example, cafedelvalle.example, textilesandinos.example'),
  },
  {
    country: 'ES',
    share: 18,
    first: words(
      'Inés, Martín, Lucía, Álvaro, Begoña, Íñigo, Núria, Jordi, Carmen, María José, Iker, Aitana',
    ),
    last: words(
      'Echeverría, Ibáñez, Carrasco, Puig, Etxeberria, García, Fernández, Núñez, Soler, López, Castaño, Vázquez',
    ),
    lastNames: 2,
    cities: words('Madrid, Barcelona, Bilbao, València, Sevilla, A Coruña, Donostia'),
    phone: '+34 9## ### ###',
    domains: words('clinicasantjordi.example, bodegasrivera.example, talleresnorte.example'),
  },
  {
    country: 'US',
    share: 16,
    first: words('Grace, Marcus, Emily, Jamal, Hannah, Tyler, Olivia, DeShawn, Abigail, Wyatt, Renée, Zoë'),
    last: words(
      'Whitfield, Nguyen, Johnson, O’Connor, Martinez, Kim, Anderson, Baker, Van Houten, Castillo, Brown, Li',
    ),
    lastNames: 1,
    cities: words('Austin, Chicago, Seattle, Miami, Boston, Denver, San José'),
    phone: '+1 #12 555 01##',
    domains: words('lonestarlogistics.example, harborhealth.example, brightfield.example'),
  },
  {
    country: 'DE',
    share: 10,
    first: words('Friederike, Jörg, Käthe, Lukas, Anneliese, Günther, Mia, Björn, Dr. Ulrike, Maximilian'),
    last: words(
      'Großmann, Müller, Schäfer, Weiß, Hoffmann, Krüger, Freiherr von Hohenlohe-Langenburg, Becker, Jäger',
    ),
    lastNames: 1,
    cities: words('Berlin, München, Köln, Düsseldorf, Leipzig'),
    phone: '+49 30 #### ####',
    domains: words('praxisgrossmann.example, muellerbau.example'),
  },
  {
    country: 'PL',
    share: 7,
    first: words('Łukasz, Agnieszka, Małgorzata, Paweł, Zofia, Stanisław'),
    last: words('Wójcik, Kowalczyk, Dąbrowski, Szczepańska, Żak, Grzęda'),
    lastNames: 1,
    cities: words('Kraków, Warszawa, Łódź, Gdańsk'),
    phone: '+48 22 ### ## ##',
    domains: words('wojcikisynowie.example, baltykstal.example'),
  },
  {
    country: 'NL',
    share: 6,
    first: words('Pieter, Saïda, Femke, Joost, Anneke, Daan'),
    last: words('van der Bergh, Hoekstra, el Amrani, de Vries, Jansen, ’t Hooft'),
    lastNames: 1,
    cities: words('Rotterdam, Utrecht, ’s-Hertogenbosch, Groningen'),
    phone: '+31 20 ### ####',
    domains: words('noordzeelogistiek.example, tulpenhandel.example'),
  },
  {
    country: 'BR',
    share: 7,
    first: words('João, Beatriz, Thiago, Conceição, Luísa, Caio'),
    last: words('Gonçalves, da Silva, Araújo, Magalhães, Conceição, Brandão'),
    lastNames: 2,
    cities: words('São Paulo, Florianópolis, Brasília, Belém'),
    phone: '+55 11 #### ####',
    domains: words('azulejostudio.example, cafesantos.example'),
  },
  {
    country: 'TR',
    share: 4,
    first: words('Müge, Çağlar, İpek, Ömer, Şule'),
    last: words('Yıldırım, Öztürk, Çelik, Güneş, Aydın'),
    lastNames: 1,
    cities: words('İstanbul, İzmir, Ankara'),
    phone: '+90 212 ### ## ##',
    domains: words('bogazdanismanlik.example'),
  },
  {
    country: 'VN',
    share: 4,
    first: words('Nguyễn Thị Minh, Trần Quốc, Lê Hoài, Phạm Thu'),
    last: words('Khai, Bảo, Hương, Dũng'),
    lastNames: 1,
    cities: words('Ho Chi Minh City, Hà Nội, Đà Nẵng'),
    phone: '+84 28 #### ####',
    domains: words('saigonexport.example'),
  },
  {
    country: 'IE',
    share: 4,
    first: words('Aoife, Seán, Caoimhe, Pádraig, Siobhán'),
    last: words('Ní Bhriain, Ó Súilleabháin, Murphy, Mac Giolla, Walsh'),
    lastNames: 1,
    cities: words('Galway, Dublin, Cork'),
    phone: '+353 91 ### ###',
    domains: words('tirnanog.example'),
  },
];

export const jobTitles = words(
  'Head of Operations, CEO, Purchasing Manager, Directora comercial, Gerente de compras, Geschäftsführerin, CFO, Office Manager, Jefa de planta, Marketing Lead, Sales Director, Owner, Consultant, Head of Fleet, Médica, Arquitecto',
);

export const demoTags = [
  { name: 'Renewal', color: 'blue' },
  { name: 'Decision maker', color: 'violet' },
  { name: 'Logistics', color: 'amber' },
  { name: 'Health', color: 'green' },
  { name: 'Real estate', color: 'red' },
  { name: 'Webinar', color: 'cyan' },
  { name: 'Partner', color: 'amber' },
  { name: 'Key account', color: 'blue' },
  { name: 'Referral', color: 'green' },
  { name: 'Do not call', color: 'gray' },
] as const;

export const demoNotes = words(
  [
    'Prefers a call **before nine**',
    'Asked for the price list in Polish',
    'Decides together with the CFO',
    'Met at the trade fair in October: wants a demo',
    'Prefiere WhatsApp y respuestas cortas',
    'Budget is approved for next quarter',
    'Visited the office and liked the new layout',
    'Waits for *legal* to read the contract',
    'Pidió una cotización para 40 licencias',
    'Has two more offers on the table',
  ].join(', '),
);
