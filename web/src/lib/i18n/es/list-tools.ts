import { exports } from './exports.ts';
import type { Messages } from '../messages.ts';
import { listIn } from '../plural.ts';

const listText = listIn('es');

const listTools: Messages['listTools'] = {
  orders: {
    moment: ['lo más antiguo primero', 'lo más reciente primero'],
    due: ['lo que vence antes primero', 'lo que vence después primero'],
    number: ['de menor a mayor', 'de mayor a menor'],
    listed: ['en orden', 'en orden inverso'],
    yesNo: ['primero «No»', 'primero «Sí»'],
    text: ['de la A a la Z', 'de la Z a la A'],
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
  apart: (amounts, names) => `${listText(amounts)} sin contar (${names})`,
  summarize: 'Resumir',
  findDuplicates: 'Buscar duplicados',
  summarizeColumn: (label) => `Resumir ${label}`,
  noSummary: 'Ninguno',
  summaryFailed: 'Sin cargar',
  retrySummary: (label) => `Volver a cargar el resumen de ${label}`,
  summariesFull: (count) => `Se pueden resumir ${count} columnas como máximo.`,
};

export const texts = () => ({ listTools, exports });
