import { words } from '../random.ts';
import type { DemoContent } from './content.ts';
import { realEstateIssues } from './issue-texts.ts';

/** An agency that sells and rents homes and offices. */
export const realEstate: DemoContent = {
  language: 'en',
  shares: { US: 45, ES: 25, IE: 12, DE: 10, NL: 8 },
  worth: 12,
  commission: { key: 'sale', percent: 3 },
  companies: {
    first: words(
      'Oakhurst, Riverside, Linden, Harbour, Maple, Granite, Sunnyside, Northgate, Elm, Coral, Highland, Willow, Cedar, Summit, Bayview, Orchard, Stonebridge, Juniper, Lakeside, Fairview, Brookfield, Westend, Hazel, Crescent, Meadow',
    ),
    second: words(
      'Homes, Holdings, Family Trust, Living, Properties, Investments, Developments, Residences, Studios, Offices, Rentals, Estates, Partners, Builders, Hospitality',
    ),
  },
  products: words(
    '12 Orchard Lane, Apt 4B at 88 Harbor Street, Corner office on Main Square, Plot 17 in Willow Park, Penthouse at Bayview Tower, 3 Linden Court, Townhouse at 41 Mill Road, Loft in the old brewery, Warehouse by the ring road, Garden apartment at 9 Elm Row',
  ),
  professions: words('Investor, Architect, Physician, Teacher, Restaurant owner'),
  lostReasons: words(
    'Bought elsewhere, Mortgage was refused, Price, Decided to rent, Seller withdrew, Survey found damp',
  ),
  interests: words(
    'Two-bedroom apartment near the park, House with a garden, Office of 200 m² downtown, Loft in the old town, Plot to build on, Ground-floor apartment without stairs, Vacation home by the sea',
  ),
  secondPipeline: {
    id: 'lettings',
    name: 'Rentals',
    stages: [
      ['Advertised', 30],
      ['Viewing booked', 50],
      ['References checked', 80],
    ],
  },
  tags: [
    { name: 'First-time buyer', color: 'green' },
    { name: 'Investor', color: 'violet' },
    { name: 'Cash buyer', color: 'blue' },
    { name: 'Mortgage agreed', color: 'cyan' },
    { name: 'Also selling', color: 'amber' },
    { name: 'Open house', color: 'blue' },
    { name: 'Relocation', color: 'amber' },
    { name: 'Urgent', color: 'red' },
    { name: 'Referral', color: 'green' },
    { name: 'Do not call', color: 'gray' },
  ],
  notes: [
    'Wants to be **near a school**',
    'Saw three apartments, liked the one with the balcony best',
    'Mortgage is agreed in principle',
    'Needs to sell the old house first',
    'No ground floor, no main road',
    'Asked about the HOA fees',
    'Brings her architect to the next viewing',
    'Would pay more for a *garage*',
    'Prefers viewings on Saturdays',
    'Seller has until Friday to answer the offer',
  ],
  activities: {
    call: ['First call', 'Discussed the asking price', 'Left a message', 'Feedback after the viewing'],
    email: ['Sent the brochure', 'Sent floor plans', 'Forwarded the offer', 'Answered questions about taxes'],
    meeting: ['Viewing', 'Second viewing', 'Valuation at the house', 'Signing at the notary'],
    note: ['Budget went up', 'Partner has to agree', 'Survey is booked', 'Another buyer is bidding'],
    task: ['Checked the land register', 'Took photographs', 'Put up the sign'],
  },
  plans: {
    call: ['Call back about the viewing', 'Call the bank about the mortgage', 'Confirm the notary'],
    email: ['Send floor plans', 'Send the reservation form', 'Ask the bank for the mortgage letter'],
    meeting: ['Viewing', 'Signing at the notary', 'Valuation of the flat'],
    task: ['Book the photographer', 'Collect the keys', 'Arrange the survey'],
  },
  staff: [
    ['Helen Ashford', 'Management', 'Broker', undefined],
    ['Marco Vidal', 'Sales', 'Head of Sales', 0],
    ['Ruth Adeyemi', 'Rentals', 'Head of Rentals', 0],
    ['Tom Keller', 'Sales', 'Agent', 1],
    ['Paula Nieto', 'Sales', 'Agent', 1],
    ['Sean Doyle', 'Sales', 'Agent', 1],
    ['Mina Farouk', 'Rentals', 'Leasing Agent', 2],
    ['Jack Osborne', 'Rentals', 'Leasing Agent', 2],
    ['Clara Jansen', 'Office', 'Photographer', 0],
    ['Leo Braun', 'Office', 'Paralegal', 0],
    ['Amy Cho', 'Sales', 'Buyer’s Agent', 1],
    ['Ivan Petrov', 'Rentals', 'Property Manager', 2],
  ],
  vendors: [
    ['Ridge Surveyors', 'Surveys'],
    ['Clear View Photography', 'Photography'],
    ['Vega Notaries', 'Legal'],
    ['First Home Bank', 'Mortgages'],
    ['Stage & Style', 'Home staging'],
    ['SafeMove Removals', 'Removals'],
    ['Green Cleaning Co.', 'Cleaning'],
    ['Keystone Locksmiths', 'Locksmith'],
    ['Portal Homes', 'Advertising'],
    ['Brightsign', 'Signs'],
    ['Ledger & Sons', 'Accounting'],
    ['Solid Roofing', 'Repairs'],
    ['North Plumbing', 'Repairs'],
    ['Shield Insurance', 'Insurance'],
  ],
  vendorPeople: words('Ann Riley, Peter Holm, Diego Salas, Ingrid Voss, Olivia Hart, Raf Mazur, Lucy Penn'),
  issues: realEstateIssues,
  custom: {
    texts: {
      area: words(
        'Old town, Riverside, Harbour, Hillside, University quarter, Station district, Near the park',
      ),
      address: words(
        '12 Orchard Lane, 88 Harbour Street, 41 Mill Road, 9 Elm Row, 3 Linden Court, 7 Station Square, 26 Bay View',
      ),
    },
    numbers: { bedrooms: [1, 6], 'commission-percent': [2, 5] },
  },
};
