/** The kind of a column. It determines the operators of filters and the sort order. */
export type ColumnKind = 'text' | 'phones' | 'number' | 'money' | 'date' | 'timestamp' | 'choice' | 'choices';

/** Whether records have at most one value of a column, so that each is in one group of a list. */
export const dividesLists = ({ kind }: { kind: ColumnKind }): boolean => kind === 'choice';

/** A column whose values follow from a record's fields and the organization's settings. */
export interface ComputedColumn {
  kind: ColumnKind;
  /** All values that conditions can name. */
  choices?: readonly string[];
  /** The record type of values that are ids of records. */
  to?: string;
  /** Whether the values are percentages as text, such as `21`. */
  isPercent?: true;
  /**
   * Of a column with several ids: the name of the computed value that has an amount in minor units for each of them, by
   * which a list can be summed.
   */
  shares?: string;
  /** Whether the values are amounts in minor units, which lists sort and filter by but don't show. */
  isMinorUnits?: true;
}

/** The beginning of the names of custom fields' columns. */
export const customColumnPrefix = 'custom.';
