import type { StatusMeaning } from '#contract/status.ts';
import { comparable } from './clean-text.ts';
import type { Entry } from './find-entry.ts';

interface Synonyms {
  /** In English, in Spanish, and as programs export them, in the form in which words are compared. */
  texts: ReadonlySet<string>;
  /** What they mean for statuses and stages of any name. */
  meaning?: StatusMeaning;
}

const synonyms = (texts: string, meaning?: StatusMeaning): Synonyms => ({
  texts: new Set(texts.split(',').map((text) => comparable(text))),
  ...(meaning ? { meaning } : {}),
});

/**
 * Usual words for the same status, stage, source or priority, such as the lifecycle stages of HubSpot, the lead statuses of
 * Salesforce and the deal statuses of Pipedrive.
 */
const groups: readonly Synonyms[] = [
  synonyms(
    'won,closed won,closedwon,ganado,ganada,cerrado ganado,cerrada ganada,vendido,vendida,sold',
    'won',
  ),
  synonyms(
    'lost,closed lost,closedlost,perdido,perdida,cerrado perdido,cerrada perdida,closed lost to competition',
    'lost',
  ),
  synonyms(
    'new,nuevo,nueva,new lead,not contacted,open not contacted,sin contactar,no contactado,por contactar',
  ),
  synonyms(
    'contacted,contactado,contactada,attempted to contact,attempted contact,working contacted,connected,intento de contacto',
  ),
  synonyms(
    'qualified,calificado,calificada,cualificado,cualificada,marketing qualified lead,sales qualified lead,marketingqualifiedlead,salesqualifiedlead,mql,sql,pre qualified',
    'qualified',
  ),
  synonyms(
    'unqualified,disqualified,not qualified,no calificado,no calificada,no cualificado,descalificado,descartado,descartada,junk lead,closed not converted',
    'disqualified',
  ),
  synonyms('negotiation,negotiation review,in negotiation,negotiations started,negociación,en negociación'),
  synonyms(
    'proposal,proposal made,proposal sent,proposal price quote,quote,quote sent,propuesta,propuesta enviada,cotización,cotización enviada,presupuesto,presupuesto enviado',
  ),
  synonyms('customer,client,existing customer,current customer,cliente,cliente actual', 'customer'),
  synonyms(
    'prospect,potential,potential customer,lead,opportunity,prospecto,potencial,cliente potencial,posible cliente,oportunidad,interesado,interesada',
    'prospect',
  ),
  synonyms('active,enabled,activo,activa,vigente', 'active'),
  synonyms(
    'inactive,disabled,archived,former customer,inactivo,inactiva,archivado,archivada,ex cliente,excliente,antiguo cliente',
    'inactive',
  ),
  synonyms('closed,cerrado,cerrada'),
  synonyms('website,web,web site,web form,sitio web,página web,formulario web'),
  synonyms(
    'referral,referred,word of mouth,customer referral,employee referral,external referral,referido,referida,recomendación,recomendado,boca a boca',
  ),
  synonyms('social media,social,social network,organic social,redes sociales,red social'),
  synonyms('phone,phone call,phone inquiry,call,teléfono,llamada,llamada telefónica'),
  synonyms('cold call,cold calling,llamada en frío'),
  synonyms('e-mail,email,email marketing,correo,correo electrónico'),
  synonyms('event,trade show,fair,conference,evento,feria,congreso'),
  synonyms(
    'advertisement,advertising,ad,ads,paid search,google ads,google adwords,anuncio,anuncios,publicidad',
  ),
  synonyms('partner,socio,aliado,colaborador'),
  synonyms(
    'direct debit,domiciliación,domiciliación bancaria,débito automático,débito directo,cargo automático',
  ),
  synonyms('credit note,credit memo,nota de crédito,nota crédito,factura rectificativa,rectificativa'),
  synonyms('other,others,otro,otra,otros,otras'),
  synonyms('high,alto,alta'),
  synonyms('medium,normal,medio,media'),
  synonyms('low,bajo,baja'),
  synonyms('yes,sí'),
];

/**
 * The only entry that has a usual word for the same as a text, as its label or ID, or else the only one with its meaning.
 * None if there are several: which one is meant has to be chosen.
 */
export function entryBySynonym(entries: readonly Entry[], text: string): { id: string } | undefined {
  const fitting = groups.filter(({ texts }) => texts.has(comparable(text)));
  const isNamed = ({ texts }: Synonyms, { id, label }: Entry) =>
    texts.has(comparable(label)) || texts.has(comparable(id));
  const named = only(entries.filter((entry) => fitting.some((group) => isNamed(group, entry))));
  if (named) return named;
  const meant = fitting.flatMap(({ meaning }) => meaning ?? []);
  const [meaning] = meant;
  return meaning && meant.length === 1
    ? only(entries.filter((entry) => entry.meaning === meaning))
    : undefined;
}

/** An entry can occur several times, with its label in each language. */
function only(entries: readonly Entry[]): { id: string } | undefined {
  const [id, ...others] = new Set(entries.map((entry) => entry.id));
  return id === undefined || others.length > 0 ? undefined : { id };
}
