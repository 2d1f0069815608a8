import { words } from './random.ts';

/** Regional demo data, such as common names, cities and phone number formats. */
export interface Region {
  country: string;
  /** Percentage of people from this region. */
  share: number;
  first: string[];
  last: string[];
  /** Number of family names per person. */
  lastNames: 1 | 2;
  cities: string[];
  /** `#` stands for a digit, `{a|b}` for one of the alternatives. */
  phone: string;
  /** In the country's language, gender-neutral. */
  jobTitles: string[];
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
    phone: '+57 60{1|2|4|5|6|7} ### ####',
    jobTitles: words(
      'Gerente de compras, Gerente general, Responsable de logística, Analista de mercadeo, Gerente comercial, Jefatura de planta, Representante legal',
    ),
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
    phone: '+34 9{1|3|4|5|6}# ### ###',
    jobTitles: words(
      'Gerente, Responsable de compras, Gerente comercial, Responsable de planta, Comercial, Responsable de marketing, Contable',
    ),
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
    cities: words('Austin, Chicago, Seattle, Miami, Boston, Denver, San Jose'),
    phone: '+1 {206|212|303|305|312|415|512|617} 555 01##',
    jobTitles: words(
      'Head of Operations, CEO, Purchasing Manager, CFO, Office Manager, Marketing Lead, Sales Director, Owner, Consultant, Head of Fleet',
    ),
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
    jobTitles: words(
      'Geschäftsleitung, Einkaufsleitung, Vertriebsleitung, Marketingleitung, Assistenz der Geschäftsleitung, Praxisleitung',
    ),
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
    jobTitles: words(
      'Prezes zarządu, Dyrektor handlowy, Kierownik zakupów, Specjalista ds. marketingu, Kierownik magazynu',
    ),
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
    jobTitles: words('Directeur, Manager inkoop, Manager verkoop, Hoofd logistiek, Officemanager'),
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
    jobTitles: words(
      'Gerente de compras, Gerente comercial, Analista de marketing, Gerente de projetos, Assistente comercial',
    ),
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
    jobTitles: words('Genel müdür, Satın alma müdürü, Satış müdürü, Muhasebe uzmanı'),
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
    jobTitles: words('Giám đốc, Trưởng phòng mua hàng, Trưởng phòng kinh doanh, Kế toán trưởng'),
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
    jobTitles: words('Managing Director, Purchasing Manager, Office Manager, Sales Manager, Owner'),
    domains: words('tirnanog.example'),
  },
];
