/** Days in a stage after which a deal stands out. */
export const staleDays = 30;
