import type { Messages } from '../messages.ts';

export const presets: Messages['presets'] = {
  title: 'Sector',
  lead: 'Palabras, estados, etapas y campos que necesita un sector. Lo que ya tienes se queda como está; todo se puede cambiar después.',
  choose: 'Sector',
  chooseHelp: 'Define nombres, estados, etapas y campos. Podrás cambiarlo todo después.',
  shows: 'Qué incluye',
  began: 'Actual',
  adds: 'Qué añadiría',
  nothing: 'Ya tienes todo lo que incluye.',
  look: (name) => `Vista previa de ${name}`,
  apply: 'Añadir a esta organización',
  applied: (name) => `Se ha añadido ${name}`,
  failed: 'No se pudieron cargar los sectores',
  words: 'Nombres',
  insteadOf: (usual) => `en lugar de ${usual}`,
  stages: (pipeline) => `Etapas: ${pipeline}`,
  fields: (records) => `Campos de ${records.toLowerCase()}`,
  place: 'Lugar',
};
