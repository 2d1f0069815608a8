export interface PhoneNumber {
  number: string;
  /** The digits without the country code, as people write them within the country. */
  national: string;
}

/**
 * The forms in which people write a phone number. In Mexico, mobile numbers had a 1 after the country code until 2019. In
 * Argentina, they have a 9 there in calls from abroad, and within the country a 15 after the area code instead.
 */
export function phoneForms(phone: PhoneNumber): PhoneNumber[] {
  const [, country = '', mobile = '', rest = ''] =
    /^\+(52|54)(1(?=\d{10}$)|9(?=\d{10}$)|)(\d{10})$/.exec(phone.number) ?? [];
  if (country === '52') return [phone, { number: `+52${mobile === '1' ? '' : '1'}${rest}`, national: rest }];
  if (country !== '54') return [phone];
  return [
    phone,
    { number: `+54${mobile === '9' ? '' : '9'}${rest}`, national: rest },
    ...areaDigits.map((count) => {
      const national = `${rest.slice(0, count)}15${rest.slice(count)}`;
      return { number: `+54${national}`, national };
    }),
  ];
}

/** The lengths of area codes in Argentina. */
const areaDigits = [2, 3, 4];
