/**
 * An explicit Runge-Kutta method as data. Stage i is taken at `t + c[i] dt` and `y + dt sum_j a[i][j] k[j]`; the step is
 * `y + dt sum_i b[i] k[i]`.
 */
export interface Tableau {
  readonly c: readonly number[];
  /** Row i has the weights of the stages before stage i: none for the first. */
  readonly a: readonly (readonly number[])[];
  readonly b: readonly number[];
}

/** A method with a second one on the same stages, by which its error is estimated. */
export interface EmbeddedTableau extends Tableau {
  /** The weights of the second method. One more than there are stages: that one is taken at the end of the step. */
  readonly embedded: readonly number[];
}

export const euler: Tableau = { c: [0], a: [[]], b: [1] };

/** Heun's method of order 2: the trapezoidal rule with a predicted end. */
export const rk2: Tableau = { c: [0, 1], a: [[], [1]], b: [1 / 2, 1 / 2] };

export const midpoint: Tableau = { c: [0, 1 / 2], a: [[], [1 / 2]], b: [0, 1] };

/** Ralston (1962), Runge-Kutta methods with minimum error bounds, Mathematics of Computation 16. */
export const ralston2: Tableau = { c: [0, 2 / 3], a: [[], [2 / 3]], b: [1 / 4, 3 / 4] };

/** Kutta (1901). */
export const rk3: Tableau = { c: [0, 1 / 2, 1], a: [[], [1 / 2], [-1, 2]], b: [1 / 6, 4 / 6, 1 / 6] };

/** Heun's method of order 3 (1900). */
export const heun3: Tableau = { c: [0, 1 / 3, 2 / 3], a: [[], [1 / 3], [0, 2 / 3]], b: [1 / 4, 0, 3 / 4] };

/** Ralston (1962), as above. */
export const ralston3: Tableau = { c: [0, 1 / 2, 3 / 4], a: [[], [1 / 2], [0, 3 / 4]], b: [2 / 9, 1 / 3, 4 / 9] };

/** Shu & Osher (1988), Efficient implementation of essentially non-oscillatory shock-capturing schemes, J Comput Phys 77. */
export const ssprk33: Tableau = { c: [0, 1, 1 / 2], a: [[], [1], [1 / 4, 1 / 4]], b: [1 / 6, 1 / 6, 2 / 3] };

/** Kutta (1901), the classical method. */
export const rk4: Tableau = {
  c: [0, 1 / 2, 1 / 2, 1],
  a: [[], [1 / 2], [0, 1 / 2], [0, 0, 1]],
  b: [1 / 6, 2 / 6, 2 / 6, 1 / 6],
};

/** Kutta (1901), the rule of three eighths. */
export const rk4Rule38: Tableau = {
  c: [0, 1 / 3, 2 / 3, 1],
  a: [[], [1 / 3], [-1 / 3, 1], [1, -1, 1]],
  b: [1 / 8, 3 / 8, 3 / 8, 1 / 8],
};

/** Bogacki & Shampine (1989), A 3(2) pair of Runge-Kutta formulas, Applied Mathematics Letters 2. */
export const bogackiShampine: EmbeddedTableau = {
  c: [0, 1 / 2, 3 / 4],
  a: [[], [1 / 2], [0, 3 / 4]],
  b: [2 / 9, 1 / 3, 4 / 9],
  embedded: [7 / 24, 1 / 4, 1 / 3, 1 / 8],
};

/** Cash & Karp (1990), A variable order Runge-Kutta method, ACM Transactions on Mathematical Software 16. */
export const cashKarp: EmbeddedTableau = {
  c: [0, 1 / 5, 3 / 10, 3 / 5, 1, 7 / 8],
  a: [
    [],
    [1 / 5],
    [3 / 40, 9 / 40],
    [3 / 10, -9 / 10, 6 / 5],
    [-11 / 54, 5 / 2, -70 / 27, 35 / 27],
    [1631 / 55296, 175 / 512, 575 / 13824, 44275 / 110592, 253 / 4096],
  ],
  b: [37 / 378, 0, 250 / 621, 125 / 594, 0, 512 / 1771],
  embedded: [2825 / 27648, 0, 18575 / 48384, 13525 / 55296, 277 / 14336, 1 / 4],
};

/** Fehlberg (1969), NASA Technical Report R-315. */
export const fehlberg: EmbeddedTableau = {
  c: [0, 1 / 4, 3 / 8, 12 / 13, 1, 1 / 2],
  a: [
    [],
    [1 / 4],
    [3 / 32, 9 / 32],
    [1932 / 2197, -7200 / 2197, 7296 / 2197],
    [439 / 216, -8, 3680 / 513, -845 / 4104],
    [-8 / 27, 2, -3544 / 2565, 1859 / 4104, -11 / 40],
  ],
  b: [16 / 135, 0, 6656 / 12825, 28561 / 56430, -9 / 50, 2 / 55],
  embedded: [25 / 216, 0, 1408 / 2565, 2197 / 4104, -1 / 5, 0],
};

/** Dormand & Prince (1980), A family of embedded Runge-Kutta formulae, J Comput Appl Math 6. */
export const dormandPrince: EmbeddedTableau = {
  c: [0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1],
  a: [
    [],
    [1 / 5],
    [3 / 40, 9 / 40],
    [44 / 45, -56 / 15, 32 / 9],
    [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
    [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  ],
  b: [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
  embedded: [5179 / 57600, 0, 7571 / 16695, 393 / 640, -92097 / 339200, 187 / 2100, 1 / 40],
};

/** The method of order 8, and what its two estimates of the error take of each stage. */
export interface TwiceEmbedded extends Tableau {
  readonly error3: readonly number[];
  readonly error5: readonly number[];
}

const b8 = [
  5.42937341165687622380535766363e-2, 0, 0, 0, 0, 4.45031289275240888144113950566, 1.89151789931450038304281599044,
  -5.8012039600105847814672114227, 3.1116436695781989440891606237e-1, -1.52160949662516078556178806805e-1,
  2.01365400804030348374776537501e-1, 4.47106157277725905176885569043e-2,
];

/** Dormand & Prince (1989) with the estimates of Hairer, Nørsett & Wanner (1993), Solving Ordinary Differential Equations I: DOP853. */
export const dormandPrince8: TwiceEmbedded = {
  c: [
    0, 0.0526001519587677318785587544488, 0.0789002279381515978178381316732, 0.11835034190722739672675719751,
    0.28164965809277260327324280249, 1 / 3, 0.25, 4 / 13, 127 / 195, 0.6, 6 / 7, 1,
  ],
  a: [
    [],
    [5.26001519587677318785587544488e-2],
    [1.97250569845378994544595329183e-2, 5.91751709536136983633785987549e-2],
    [2.95875854768068491816892993775e-2, 0, 8.87627564304205475450678981324e-2],
    [2.41365134159266685502369798665e-1, 0, -8.84549479328286085344864962717e-1, 9.24834003261792003115737966543e-1],
    [1 / 27, 0, 0, 1.70828608729473871279604482173e-1, 1.25467687566822425016691814123e-1],
    [3.7109375e-2, 0, 0, 1.70252211019544039314978060272e-1, 6.02165389804559606850219397283e-2, -1.7578125e-2],
    [
      3.70920001185047927108779319836e-2, 0, 0, 1.70383925712239993810214054705e-1, 1.07262030446373284651809199168e-1,
      -1.53194377486244017527936158236e-2, 8.27378916381402288758473766002e-3,
    ],
    [
      6.24110958716075717114429577812e-1, 0, 0, -3.36089262944694129406857109825, -8.68219346841726006818189891453e-1,
      2.75920996994467083049415600797e1, 2.01540675504778934086186788979e1, -4.34898841810699588477366255144e1,
    ],
    [
      4.77662536438264365890433908527e-1, 0, 0, -2.48811461997166764192642586468, -5.90290826836842996371446475743e-1,
      2.12300514481811942347288949897e1, 1.52792336328824235832596922938e1, -3.32882109689848629194453265587e1,
      -2.03312017085086261358222928593e-2,
    ],
    [
      -9.3714243008598732571704021658e-1, 0, 0, 5.18637242884406370830023853209, 1.09143734899672957818500254654,
      -8.14978701074692612513997267357, -1.85200656599969598641566180701e1, 2.27394870993505042818970056734e1,
      2.49360555267965238987089396762, -3.0467644718982195003823669022,
    ],
    [
      2.27331014751653820792359768449, 0, 0, -1.05344954667372501984066689879e1, -2.00087205822486249909675718444,
      -1.79589318631187989172765950534e1, 2.79488845294199600508499808837e1, -2.85899827713502369474065508674,
      -8.87285693353062954433549289258, 1.23605671757943030647266201528e1, 6.43392746015763530355970484046e-1,
    ],
  ],
  b: b8,
  error3: b8.map((b, i) => b - ({ 0: 0.244094488188976377952755905512, 8: 0.733846688281611857341361741547, 11: 0.220588235294117647058823529412e-1 }[i] ?? 0)),
  error5: [
    0.1312004499419488073250102996e-1, 0, 0, 0, 0, -0.1225156446376204440720569753e1, -0.4957589496572501915214079952,
    0.1664377182454986536961530415e1, -0.3503288487499736816886487290, 0.3341791187130174790297318841,
    0.8192320648511571246570742613e-1, -0.2235530786388629525884427845e-1,
  ],
};
