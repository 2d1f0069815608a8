import { exports } from './exports.ts';
import type { Messages } from '../messages.ts';

const listTools: Messages['listTools'] = {
  sortBy: (label, descending, isMoment, isNumber) => {
    if (isMoment) return `${label}, ${descending ? 'lo más reciente primero' : 'lo más antiguo primero'}`;
    if (isNumber) return `${label}, ${descending ? 'de mayor a menor' : 'de menor a mayor'}`;
    return `${label}, ${descending ? 'de la Z a la A' : 'de la A a la Z'}`;
  },
  noGroups: 'Sin grupos',
  withoutValue: 'Sin valor',
  onlyGroup: (value) => `Mostrar solo ${value}`,
  density: 'Densidad',
  densities: { comfortable: 'Cómoda', compact: 'Compacta' },
  moveBefore: (label) => `Subir ${label}`,
  moveAfter: (label) => `Bajar ${label}`,
  shownColumns: 'Visibles',
  columnGroups: {
    fields: 'Campos',
    custom: 'Campos personalizados',
    work: 'Actividad',
    record: 'Registro',
  },
  findColumn: 'Buscar una columna',
  noColumnFound: 'Ninguna columna coincide',
  usualColumns: 'Restablecer columnas',
  measures: { sum: 'Suma', average: 'Media', min: 'Mínimo', max: 'Máximo', count: 'Recuento' },
  summarize: 'Resumir',
  findDuplicates: 'Buscar duplicados',
  summarizeColumn: (label) => `Resumir ${label}`,
  noSummary: 'Ninguno',
  summaryFailed: 'Sin cargar',
  retrySummary: (label) => `Volver a cargar el resumen de ${label}`,
  summariesFull: (count) => `Se pueden resumir como mucho ${count} columnas.`,
};

export const texts = () => ({ listTools, exports });
