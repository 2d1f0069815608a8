/** Days in a stage after which deals stand out, unless the stage says otherwise. */
export const usualStaleDays = 30;

/** Hours in which a lead should be answered, unless the organization says otherwise. */
export const usualLeadAnswerHours = 24;
