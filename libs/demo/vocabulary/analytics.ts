import { topic } from './topic.js';

/** Figures, extraction and structured answers of back offices. */
export const analytics = topic({
  name: 'analytics',
  things: `accrual aggregate alert allocation amortisation anomaly asset attribute average balance bandwidth baseline basket benchmark
    bin bond bonus boundary breakdown bucket budget capacity cashflow category channel chart churn cluster coefficient cohort
    column commission commodity competitor confidence consumption contract conversion correlation cost coupon coverage credit currency
    customer cutoff cycle dashboard dataset debit decile decrease default deficit delta demand demographic depreciation deviation
    dimension discount distribution dividend domain drawdown driver earning elasticity entity equity error estimate expense
    exposure extract factor feature filter forecast formula frequency funnel gap graph growth heatmap hierarchy histogram holding
    horizon hypothesis imbalance impression incentive income increment index indicator inflow input instrument interval
    inventory investment invoice journal kernel kurtosis lag ledger level leverage lift liquidity loan loss mapping margin market maturity
    mean median metric model month mortgage multiple norm observation offset outflow outlier outlook parameter payback payment
    payroll peak penalty percentile period portfolio position premium price prior product profit projection provision
    quantile quarter quota quote rank rate ratio rebate receivable record region regressor reserve residual retention return revenue
    risk sale sample score season segment sensitivity series share shipment shock significance skew slope spend spread stock
    strategy subtotal surplus swap table tariff tax threshold ticker total trade transaction trend turnover unit utilisation
    valuation value variable variance volatility volume voucher warehouse weight window yield`,
  people: `accountant actuary analyst auditor banker broker buyer controller economist forecaster manager planner scientist statistician
    supplier trader treasurer underwriter`,
  verbs: `accrue adjust aggregate allocate amortise average balance benchmark bootstrap bucket calculate calibrate cap chart
    classify cluster compare compound compute consolidate convert correct correlate count credit debit decline decompose
    deduct deflate depreciate detect discount distribute divide double drop drift encode estimate exceed exclude expand export
    extract extrapolate fall filter fit flag flatten fluctuate forecast gain group grow hedge impute include index infer inflate
    interpolate join lag lead level list lose map match maximise measure merge minimise model monitor multiply net normalise offset
    outperform overstate peak pivot plot plunge post predict price profile project quantify rank rebalance rebound reconcile
    reduce regress reject report resample reserve rise round sample scale score segment settle shrink simulate
    slice smooth sort split stabilise standardise subtract sum surge tabulate tally test total track trail trim understate validate
    value vary weight winsorise yield`,
  traits: `accrued actuarial adjusted aggregated annualised asymmetric audited automated averaged binary bullish capped categorical
    clustered compounded conditional consolidated continuous correlated cumulative cyclical daily declining deferred derived deseasonalised
    discounted discrete diversified domestic empirical endogenous estimated exogenous exponential fiscal fixed forward gross
    hedged heteroscedastic historical hourly illiquid imputed incremental indexed inflated intraday inverse itemised lagged
    leveraged linear liquid logarithmic macroeconomic marginal missing monthly moving multivariate negative net nominal
    non-linear normalised numeric observed ordinal outlying overdue overstated parametric partial pooled posterior predicted
    preliminary projected proportional quarterly quarter-end random realised reconciled recurring regional residual rolling rounded
    sampled seasonal segmented skewed smoothed sparse spurious standardised stationary stochastic stratified structural symmetric
    tabular taxable trailing truncated unaudited unbiased understated uniform univariate unrealised unweighted variable
    volatile weighted weekly year-on-year`,
  jobs: `JSON object; table; short comment; list of outliers; formula; query; chart title; commentary for {month}; reconciliation note; category label;
    forecast note; variance analysis; data dictionary entry; caption`,
  asks: `Extract {thing}, {thing} and {thing} from: {brand} {does} {#} {things} {when}, {trait} {thing} {#}.
    Why did the {trait} {thing} {do} by {#} percent {when}?
    Return a {job} with fields {thing}, {thing}, {trait} for {surname} and {brand}.
    Write a query: {trait} {thing} per {thing}, only {trait} {things}, {where}.
    Comment on the {trait} {thing} for {city} in {length}.
    Label the line "{brand} {surname} {#} {thing}" with one {trait} {thing}.
    Is a {trait} {thing} right when {things} {do} {adverb}?
    Explain the {thing} between {trait} {things} and the {trait} {thing} to {name}.`,
  says: `The {trait} {thing} {does} {#} percent, mostly through {trait} {things}.
    Net of the {thing}, {brand} {does} a {trait} {thing} of {#}.
    {things} in {city} {do} {adverb}, unlike the {trait} {thing}.
    {thing}: {#}; {thing}: {#}; {trait} {thing}: {quality}.
    One {trait} {thing} explains {quality} {things}; {do} it, {brand} {does}.
    Use the {trait} {thing}, because {things} {do} the {thing} {when}.
    Compared with {month}, {trait} {things} {do} while the {thing} {does}.
    The {person} may {do} the {thing} before any {trait} {thing}.`,
});
