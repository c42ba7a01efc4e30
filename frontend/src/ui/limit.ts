/** A stage's time limit in words, long and short. */
export function limitWords(limit: { [key: string]: unknown } | null): { words: string; short: string } | null {
  if (!limit) return null;
  const amount = Number(limit['amount']);
  const business = limit['unit'] === 'business_days';
  return {
    words: `${amount} ${business ? 'business ' : ''}day${amount === 1 ? '' : 's'}`,
    short: `${amount} ${business ? 'bus. ' : ''}d`,
  };
}
