/** Groups a phone for reading. Masked ones ("138****5678") are grouped the same way. */
export function formatPhone(phone: string): string {
  const national = phone.replace(/^\+86\s?(?=1)/, "").replaceAll(/[\s-]/g, "");
  if (/^1[\d*]{10}$/.test(national)) {
    return `${national.slice(0, 3)} ${national.slice(3, 7)} ${national.slice(7)}`;
  }
  const international = /^(\+\d{1,3})([\d*]{6,})$/.exec(national);
  if (!international) return phone;
  const [, country = "", rest = ""] = international;
  return `${country} ${rest.replaceAll(/([\d*]{3,4})(?=[\d*]{4,}$)/g, "$1 ").replace(/([\d*]{3})([\d*]{4})$/, "$1 $2")}`;
}
