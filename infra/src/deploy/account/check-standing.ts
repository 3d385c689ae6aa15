import { type Check, fatal } from './check.ts';
import { readStack } from './read-stack.ts';

/** A deployment takes the place of the one that stands in its region: of the same shape, or data is lost from sight. */
export const checkStanding: Check = {
  what: 'what is deployed there already (stack Vitrine)',
  async look(aws, { deployment: { shape, region } }) {
    const stands = (await readStack(aws, region, 'Vitrine'))?.tags.get('shape');
    if (!stands || stands === shape) return [];
    return [
      fatal(
        `Vitrine stands in ${region} as ${stands}, and as ${shape} it would begin with nothing; say --shape ${stands}, or another --region.`,
      ),
    ];
  },
};
