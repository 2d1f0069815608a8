import type { Messages } from '../messages.ts';

export const presets: Messages['presets'] = {
  title: 'Tipo de negocio',
  lead: 'Palabras, estados, etapas y campos que necesita un tipo de negocio. Lo que ya tienes se queda como está; todo se puede cambiar después.',
  choose: 'Tipo de negocio',
  chooseHelp: 'Define palabras, estados, etapas y campos. Todo se puede cambiar después.',
  shows: 'Qué define',
  began: 'El tuyo',
  adds: 'Qué añadiría aquí',
  nothing: 'Ya lo tienes todo.',
  look: (name) => `Ver ${name}`,
  apply: 'Añadir a esta organización',
  applied: (name) => `Se ha añadido ${name}`,
  failed: 'No se pudieron cargar los tipos de negocio',
  words: 'Palabras',
  insteadOf: (usual) => `en lugar de ${usual}`,
  lists: {
    leadStatuses: 'Estados de prospectos',
    leadSources: 'Orígenes de prospectos',
    contactStatuses: 'Estados de contactos',
    customerStatuses: 'Estados de clientes',
    vendorStatuses: 'Estados de proveedores',
  },
  stages: (pipeline) => `Etapas: ${pipeline}`,
  fields: (records) => `Campos de ${records.toLowerCase()}`,
  place: 'Lugar',
};
