export { tagKey } from '@vitrine/contract/forms.ts';
