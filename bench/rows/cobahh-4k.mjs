import { besideC } from '../lib/coba-hh.mjs';
import { python } from '../lib/python.mjs';

const [N, STEPS] = [4000, 10_000];

const brian = python('coba_hh_brian.py', { variables: ['BRIAN_PYTHON'], args: [N, STEPS] });

export default {
  name: 'cobahh-4k',
  work: 'a balanced network of 4000 Hodgkin-Huxley cells, one second, spikes as events',
  against: 'c128',
  target: 1,
  targetWithoutRelaxed: 1.2,
  cases: () => {
    const compared = besideC(N, STEPS);
    return [
      {
        name: 'a run, over 10 seeds',
        ...compared,
        peers: { ...compared.peers, brian2: (seed) => () => brian({ seed }) },
        faster: [{ than: 'brian2', times: 6 }],
      },
    ];
  },
};
